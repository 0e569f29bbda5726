import { faultOfRequestHeaders, normalizeRequestHeaders } from './request-header-rules';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-Extra-${n}`, 'v']));

describe('faultOfRequestHeaders', () => {
  it.each([
    [{}],
    [{ Authorization: 'Bearer abc.def' }],
    [{ 'x-api-key': '123', 'X-Tenant': 'a b', Cookie: 'a=b; c=d' }],
    [{ constructor: 'x', 'x-hook': 'webhook' }],
    [numbered(10)],
  ])('accepts %j', (headers) => expect(faultOfRequestHeaders(headers)).toBeNull());

  it.each([
    'Host',
    'Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Proxy-Authorization',
    'Proxy-Connection',
    'Expect',
    'HTTP2-Settings',
    'Content-Type',
    'content-length',
    'CONTENT-ENCODING',
    'User-Agent',
    'X-Webhook-Signature',
    'x-webhook-anything',
    'webhook-id',
    'Webhook-Signature',
    'svix-id',
  ])('refuses %s, which the sender sets', (name) => {
    expect(faultOfRequestHeaders({ [name]: 'x' })).toBe(`"${name}" is set by the sender and cannot be chosen`);
  });

  it.each(['', 'a b', 'a:b', ':path', 'a\r\nb', 'ä', 'a\u0000', 'a(b)', 'x'.repeat(101)])(
    'refuses the name %j',
    (name) => expect(faultOfRequestHeaders({ [name]: 'x' })).toContain('not a valid header name'),
  );

  it.each([
    '',
    ' ',
    ' x',
    'x\t',
    'a\r\nX-Other: b',
    'a\nb',
    'a\u0000b',
    'a\u007f',
    '张三',
    'x'.repeat(2001),
    5,
    null,
    ['a'],
    {},
  ])('refuses the value %j without quoting it', (value) => {
    const fault = faultOfRequestHeaders({ 'X-Key': value });
    expect(fault).toMatch(/^"X-Key" must have/);
  });

  it.each([[['a']], ['a'], [null], [5], [true]])('refuses %j, which is no object', (headers) => {
    expect(faultOfRequestHeaders(headers)).toContain('must be an object');
  });

  it('refuses an eleventh header', () => expect(faultOfRequestHeaders(numbered(11))).toContain('more than 10'));

  it('refuses the same name in two cases', () => {
    expect(faultOfRequestHeaders({ 'X-Key': 'a', 'x-key': 'b' })).toContain('twice');
  });
});

describe('normalizeRequestHeaders', () => {
  it('writes names in lower case and leaves values alone', () => {
    expect(normalizeRequestHeaders({ 'X-Api-Key': 'AbC' })).toEqual({ 'x-api-key': 'AbC' });
  });
});
