import { AddressPolicy } from './address-policy';

const policy = new AddressPolicy([]);

describe('AddressPolicy', () => {
  it.each([
    // unspecified and "this network"
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'this network'],
    ['::', 'unspecified'],
    // loopback
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    // other spellings of one address
    ['127.1', 'loopback'],
    ['2130706433', 'loopback'],
    ['0x7f000001', 'loopback'],
    ['0177.0.0.1', 'loopback'],
    // private
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['fc00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    // link-local, with and without a zone
    ['169.254.0.1', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    // metadata
    ['169.254.169.254', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    // carrier-grade NAT
    ['100.64.0.0', 'carrier-grade NAT'],
    ['100.127.255.255', 'carrier-grade NAT'],
    // protocols, documentation, benchmarking, deprecated
    ['192.0.0.8', 'protocols'],
    ['192.0.2.1', 'documentation'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.255', 'documentation'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['3fff:fff:ffff::1', 'documentation'],
    ['198.18.0.1', 'benchmarking'],
    ['198.19.255.255', 'benchmarking'],
    ['2001:2::1', 'benchmarking'],
    ['192.88.99.1', '6to4 relay'],
    ['2001:10::1', 'protocols'],
    ['2001:20::1', 'protocols'],
    ['100::1', 'discard'],
    ['100:0:0:1::1', 'reserved'],
    ['fec0::1', 'site-local'],
    ['feff::1', 'site-local'],
    ['5f00::1', 'reserved'],
    ['4000::1', 'reserved'],
    // multicast, broadcast, reserved
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['ff02::1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    // IPv4 inside IPv6
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['0:0:0:0:0:ffff:a00:1', 'private'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::7f00:1', 'IPv4-compatible'],
    ['::8.8.8.8', 'IPv4-compatible'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b:1::10.0.0.1', 'NAT64'],
    ['64:ff9b:1:2::8.8.8.8', 'NAT64'],
    ['2002:7f00:1::', 'loopback'],
    ['2002:a00:1::1', 'private'],
    ['2002:c0a8:101::', 'private'],
    ['2001::1', 'Teredo'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    // no address at all
    ['', 'not an IP'],
    ['localhost', 'not an IP'],
    ['256.0.0.1', 'not an IP'],
    ['1.2.3.4.5', 'not an IP'],
    ['12345::', 'not an IP'],
  ])('blocks %s: %s', (address, reason) => {
    expect(policy.blockedReason(address)).toContain(reason);
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '168.63.129.15',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.88.98.255',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
    '2001:200::1',
    '2400:3200::1',
    '[2606:4700::1]',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('lets %s pass', (address) => {
    expect(policy.blockedReason(address)).toBeNull();
  });

  describe('with exempt networks', () => {
    const exempting = new AddressPolicy(['127.0.0.0/8', '::1/128', '10.1.0.0/16', '::ffff:172.16.5.0/120']);

    it.each(['127.0.0.1', '127.9.9.9', '::1', '10.1.2.3', '::ffff:127.0.0.1', '::ffff:10.1.2.3', '172.16.5.7'])(
      'lets %s pass',
      (address) => expect(exempting.blockedReason(address)).toBeNull(),
    );

    it.each(['10.2.0.1', '::ffff:10.2.0.1', '172.16.6.1', '::2', '64:ff9b::10.1.2.3', '2002:a01:203::1', '0.0.0.0'])(
      'still blocks %s',
      (address) => expect(exempting.blockedReason(address)).not.toBeNull(),
    );
  });
});
