/** The addresses that requests come from, for receivers that keep an allow-list. */
export class EgressIpsResponse {
  ipv4: string[];
  ipv6: string[];
}
