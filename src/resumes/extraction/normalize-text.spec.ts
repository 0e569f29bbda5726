import { normalizeText } from './normalize-text';

describe('normalizeText', () => {
  it.each([
    ['full-width digits and punctuation', '电话：１３８', '电话:138'],
    ['Kangxi radicals', '⽂⾔', '文言'],
    ['radicals that NFKC leaves alone', '⻢⻋⻓', '马车长'],
    ['odd and invisible spaces', 'a\u00a0b\u200bc\ufeff d\u3000e', 'a bc d e'],
    ['two spaces between cells', 'Name   Jane', 'Name\tJane'],
    ['a label spread over its cell', '姓    名：张三', '姓名:张三'],
    ['a name spread over its cell', '刘 思 琪   Siqi', '刘思琪\tSiqi'],
    ['letter-spaced capitals', 'J A N E   D O E', 'JANE DOE'],
    ['bullets of symbol fonts', '\uf0b7 Java', '• Java'],
    ['dashes of every kind', '2010—2012 – ‑', '2010-2012 - -'],
    ['line ends of every kind', 'a\r\nb\u2028c\r\n\r\nd', 'a\nb\nc\nd'],
  ])('normalises %s', (_what, text, expected) => {
    expect(normalizeText(text)).toBe(expected);
  });

  it('changes nothing when applied again', () => {
    const once = normalizeText('姓    名：张三　电话：１３８\n• Java — Go');
    expect(normalizeText(once)).toBe(once);
  });
});
