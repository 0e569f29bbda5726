import { AppError } from '../../common';
import { AddressPolicy } from './address-policy';
import { UrlPolicy } from './url-policy';

const policy = new UrlPolicy(new AddressPolicy([]), { allowHttp: true });

function faultOf(url: string, checkedBy = policy): AppError | null {
  try {
    checkedBy.check(url);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error;
  }
}

describe('UrlPolicy', () => {
  it.each([
    'https://your-server.com/webhook',
    'http://your-server.com',
    'HTTPS://Your-Server.com:8443/a?b=c&d=%20',
    'https://hooks.例子.中国/路径',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]:8443/',
    'https://localhost.example.com/',
    'https://notlocalhost/',
    'https://127.0.0.1.example.com/',
    'https://example.com/@user',
    'https://example.com/?email=a@b.c',
    'https://0xample.com/',
    'https://xn--fsqu00a.xn--0zwm56d/',
  ])('accepts %s', (url) => expect(faultOf(url)).toBeNull());

  it.each([
    ['ftp://example.com/', 'webhook.url_scheme'],
    ['file:///etc/passwd', 'webhook.url_scheme'],
    ['javascript:alert(1)', 'webhook.url_scheme'],
    ['gopher://example.com/', 'webhook.url_scheme'],
    ['ws://example.com/', 'webhook.url_scheme'],
    ['data:text/plain,x', 'webhook.url_scheme'],
    ['', 'webhook.url_invalid'],
    ['example.com/hook', 'webhook.url_invalid'],
    ['//example.com/hook', 'webhook.url_invalid'],
    ['/hook', 'webhook.url_invalid'],
    ['https:', 'webhook.url_invalid'],
    ['https://', 'webhook.url_invalid'],
    ['https:///example.com', 'webhook.url_invalid'],
    ['https:example.com', 'webhook.url_invalid'],
    ['https:/example.com', 'webhook.url_invalid'],
    ['https:\\\\example.com\\', 'webhook.url_invalid'],
    ['https://example.com\\@evil.com/', 'webhook.url_invalid'],
    ['https://exa mple.com/', 'webhook.url_invalid'],
    [' https://example.com/', 'webhook.url_invalid'],
    ['https://example.com/a b', 'webhook.url_invalid'],
    ['https://example.com/\r\nX: 1', 'webhook.url_invalid'],
    ['ht\ntps://example.com/', 'webhook.url_invalid'],
    ['https://example.com/\u0000', 'webhook.url_invalid'],
    ['https://example.com:99999/', 'webhook.url_invalid'],
    ['https://example.com:0/', 'webhook.url_invalid'],
    ['https://256.0.0.1/', 'webhook.url_invalid'],
    ['https://1.2.3.4.5/', 'webhook.url_invalid'],
    ['https://[::1/', 'webhook.url_invalid'],
    ['https://[fe80::1%25eth0]/', 'webhook.url_invalid'],
    ['https://./', 'webhook.url_invalid'],
    ['https://:443/', 'webhook.url_invalid'],
    ['https://user:pass@example.com/', 'webhook.url_credentials'],
    ['https://user@example.com/', 'webhook.url_credentials'],
    ['https://:pass@example.com/', 'webhook.url_credentials'],
    ['https://@example.com/', 'webhook.url_credentials'],
    ['https://example.com/#part', 'webhook.url_fragment'],
    ['https://example.com/#', 'webhook.url_fragment'],
    [`https://example.com/${'a'.repeat(2980)}`, 'webhook.url_too_long'],
    [`https://example.com/${'简'.repeat(1000)}`, 'webhook.url_too_long'],
  ])('refuses %s', (url, type) => {
    const fault = faultOf(url);
    expect(fault?.type).toBe(type);
    expect(fault?.kind).toBe('malformed');
    expect(fault?.details[0].field).toBe('url');
  });

  it('counts 2048 characters as short enough and 2049 as too long', () => {
    const url = `https://example.com/${'a'.repeat(2048 - 20)}`;
    expect(url).toHaveLength(2048);
    expect(faultOf(url)).toBeNull();
    expect(faultOf(`${url}a`)?.type).toBe('webhook.url_too_long');
  });

  it.each([
    // loopback, by name
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    'loc%61lhost',
    'ｌｏｃａｌｈｏｓｔ',
    // loopback, by number
    '127.0.0.1',
    '127.0.0.1.',
    '127.1',
    '127.0.1',
    '2130706433',
    '017700000001',
    '0177.0.0.1',
    '0177.0.0.01',
    '0x7f000001',
    '0x7F.0.0.1',
    '0x7f.0x0.0x0.0x1',
    '0x7f.1',
    '127.0.0.0x1',
    '%31%32%37.0.0.1',
    '１２７.0.0.1',
    '127。0。0。1',
    '①②⑦.⓪.⓪.①',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[0000::0001]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    // this network
    '0',
    '0.0.0.0',
    '0x0',
    '[::]',
    // private
    '10.0.0.1',
    '10.1',
    '167772161',
    '0xa000001',
    '012.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '3232235777',
    '0xc0a80101',
    '0300.0250.1.1',
    '192.168.257',
    '[fc00::1]',
    '[FD12:3456::1]',
    '[::ffff:c0a8:101]',
    // link-local and metadata
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[fe80::1]',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '100.100.100.200',
    '168.63.129.16',
    // carrier-grade NAT, documentation, benchmarking, multicast, reserved
    '100.64.0.1',
    '192.0.2.1',
    '198.51.100.7',
    '203.0.113.9',
    '[2001:db8::1]',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '192.88.99.1',
    '[ff02::1]',
    '[fec0::1]',
    '[2001::1]',
    '[100::1]',
  ])('refuses the host %s as blocked', (host) => {
    const fault = faultOf(`http://${host}:8080/hook`);
    expect(fault?.type).toBe('webhook.url_blocked');
    expect(fault?.details).toEqual([{ field: 'url', message: fault?.message.slice('url: '.length) }]);
  });

  it('says what the address is', () => {
    expect(faultOf('https://0xa9fea9fe/')?.message).toContain('169.254.169.254 is a cloud metadata address');
  });

  it('refuses http: where only https: is allowed', () => {
    const strict = new UrlPolicy(new AddressPolicy([]), { allowHttp: false });
    expect(faultOf('http://example.com/', strict)?.type).toBe('webhook.url_scheme');
    expect(faultOf('https://example.com/', strict)).toBeNull();
  });

  it.each(['http://127.0.0.1:3001/', 'http://localhost:3001/', 'http://2130706433/', 'http://[::ffff:127.0.0.1]/'])(
    'accepts %s where loopback is exempt',
    (url) => {
      const lenient = new UrlPolicy(new AddressPolicy(['127.0.0.0/8']), { allowHttp: true });
      expect(faultOf(url, lenient)).toBeNull();
      expect(faultOf('http://10.0.0.1/', lenient)?.type).toBe('webhook.url_blocked');
    },
  );
});
