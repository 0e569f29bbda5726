import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';
import { GLOBAL_UNICAST_IPV6, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-networks';

type Address = IPv4 | IPv6;
type Network = [address: Address, prefix: number];

const namedIpv4 = SPECIAL_IPV4.map(([cidr, reason]) => ({ network: parseNetwork(cidr), reason }));
const namedIpv6 = SPECIAL_IPV6.map(([cidr, reason]) => ({ network: parseNetwork(cidr), reason }));
const globalUnicast = parseNetwork(GLOBAL_UNICAST_IPV6);
/** RFC 6052: the IPv4 address is the last 32 bits. */
const nat64 = parseNetwork('64:ff9b::/96');
/** RFC 3056: the IPv4 address follows the first 16 bits. */
const sixToFour = parseNetwork('2002::/16');

/** A mapped network (`::ffff:10.0.0.0/104`) is the IPv4 network that it maps. */
function parseNetwork(cidr: string): Network {
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const v4 = unmap(address);
  return v4 !== address && prefix >= 96 ? [v4, prefix - 96] : [address, prefix];
}

function unmap(address: Address): Address {
  return address.kind() === 'ipv6' && (address as IPv6).isIPv4MappedAddress()
    ? (address as IPv6).toIPv4Address()
    : address;
}

/** IPv6 is rewritten by the URL parser first: ipaddr.js takes the deprecated `::8.8.8.8` for a mapped address. */
function parseAddress(text: string): Address | null {
  const url = `http://[${text}]/`;
  const canonical = text.includes(':') && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : text;
  return ipaddr.isValid(canonical) ? ipaddr.parse(canonical) : null;
}

function contains([network, prefix]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, prefix);
}

function embeddedIpv4(address: Address): Address | null {
  const bytes = address.toByteArray();
  if (contains(nat64, address)) return ipaddr.fromByteArray(bytes.slice(12, 16));
  if (contains(sixToFour, address)) return ipaddr.fromByteArray(bytes.slice(2, 6));
  return null;
}

function specialReason(address: Address): string | null {
  const ipv4 = address.kind() === 'ipv4';
  const named = (ipv4 ? namedIpv4 : namedIpv6).find(({ network }) => contains(network, address));
  if (named) return named.reason;
  if (ipv4) return null;
  const embedded = embeddedIpv4(address);
  if (embedded) {
    const reason = specialReason(embedded);
    return reason && `${reason} (${embedded.toString()}) in IPv6 form`;
  }
  return contains(globalUnicast, address) ? null : 'a reserved address';
}

/**
 * Which addresses a webhook may be sent to: those of the public internet, and the networks that the operator exempts.
 * Pure. Asked for URLs that name an address, and again for each address that is about to be connected to.
 */
export class AddressPolicy {
  private readonly allowed: readonly Network[];

  /**
   * @param allowedNetworks CIDRs that are exempt. An IPv4 network exempts the mapped form (`::ffff:a.b.c.d`) too, since
   *   that is the same host, but not NAT64 or 6to4, which are ways through somebody else's network.
   */
  constructor(allowedNetworks: readonly string[]) {
    this.allowed = allowedNetworks.map(parseNetwork);
  }

  /**
   * @param ip an address as resolvers and URLs write it; brackets and a zone id are not needed but do no harm
   * @returns null where it may be connected to, or what it is, as the end of the sentence "<ip> is …"
   */
  blockedReason(ip: string): string | null {
    const text = ip.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
    const parsed = parseAddress(text);
    if (!parsed) return 'not an IP address';
    const address = unmap(parsed);
    if (this.allowed.some((network) => contains(network, address))) return null;
    return specialReason(address);
  }
}
