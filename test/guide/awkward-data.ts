/** Data that serialisers and parsers of different languages like to disagree on. */
export const AWKWARD_DATA: Readonly<Record<string, Record<string, unknown>>> = {
  'Chinese, Japanese and Korean': { name: '张三', 学校: '北京大学', note: 'かな 한글 𠮷野家' },
  emoji: { mood: '😀 👩‍👩‍👧‍👦 🇨🇳', '🔑': '❤️' },
  quotes: { quote: 'he said "yes" and \'no\'', '"key"': '""' },
  backslashes: { path: 'C:\\Users\\张三\\n', escaped: '\\u0041\\"', '\\': '\\\\' },
  'U+2028 and U+2029': { text: 'a\u2028b\u2029c', '\u2028': '\u2029' },
  'control characters': { text: '\u0000\u0001\b\t\n\u000b\f\r\u001b\u001f\u007f\u0080\u009f' },
  'marks and invisible characters': { text: '\ufeff\u200b\u200e\u202e\ufffe\uffff\ue000e\u0301' },
  'slashes and markup': { text: '</script><!-- & --> a/b', url: 'https://example.com/?a=1&b=%E5%BC%A0' },
  'empty objects and arrays': { object: {}, array: [], both: [{}, [], [[]], { a: {} }], text: '' },
  'nested arrays': { matrix: [[1, [2, [3, [4]]]], [['五']]], mixed: [null, true, false, 'x', { y: [] }] },
  'integer-like keys': { 10: 'ten', 9: 'nine', b: 'b', 1: 'one', '01': 'zero one', '-1': 'minus', '1.5': 'x', a: 'a' },
  'portable numbers': { zero: 0, negative: -42, fraction: 0.1, small: 0.0001, money: 123456.78, max: 2 ** 53 - 1 },
  'keys with a meaning elsewhere': JSON.parse(
    '{"__proto__":{"x":1},"constructor":"c","toString":"t","signature":"sha256=0","data":{"signature":"x"}}',
  ) as Record<string, unknown>,
  'text that looks like the body': { text: '","data":{},"signature":"sha256=00","x":"', data: ',"data":' },
  'long text': { text: '简历 résumé 😀 '.repeat(2_000) },
};
