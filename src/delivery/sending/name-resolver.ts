import { Resolver } from 'node:dns/promises';
import { HostsFile } from './hosts-file';

/** A name has no address, or nobody answered for it. */
export class NameNotResolvedError extends Error {
  readonly code = 'NAME_NOT_RESOLVED';
}

/**
 * Resolves names without the system's resolver, which does its work in Node's few threads: a nameserver that does not
 * answer for one webhook would keep the names of all others waiting. Order: `localhost` (RFC 6761), the hosts file, DNS. Search
 * domains are not applied: a webhook's host is a full name.
 */
export class NameResolver {
  private readonly hosts = new HostsFile();
  private readonly resolver: Resolver;
  /** Questions under way; the same one is not asked twice at once. */
  private readonly asking = new Map<string, Promise<string[]>>();

  /**
   * @param timeoutMs how long one question to a nameserver may take; it is asked twice
   * @param servers addresses with ports; undefined: the system's
   */
  constructor(timeoutMs: number, servers?: readonly string[]) {
    this.resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
    if (servers) this.resolver.setServers(servers);
  }

  /** @returns at least one address, IPv4 first @throws NameNotResolvedError */
  resolve(host: string): Promise<string[]> {
    const name = host.toLowerCase().replace(/\.$/, '');
    const known = this.asking.get(name);
    if (known) return known;
    const asked = this.ask(name).finally(() => this.asking.delete(name));
    this.asking.set(name, asked);
    return asked;
  }

  private async ask(name: string): Promise<string[]> {
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    // RFC 6761: never exists, so nobody needs to be asked.
    if (name.endsWith('.invalid')) throw new NameNotResolvedError('ENOTFOUND');
    const fixed = await this.hosts.find(name);
    if (fixed.length > 0) return fixed;
    const [v4, v6] = await Promise.allSettled([this.resolver.resolve4(name), this.resolver.resolve6(name)]);
    const found = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    const reasons = [v4, v6].map((answer) => codeOf(answer));
    // "There is no such name" says more than "it has no address of this kind".
    throw new NameNotResolvedError(reasons.find((code) => code !== 'ENODATA') ?? 'ENODATA');
  }
}

function codeOf(answer: PromiseSettledResult<unknown>): string {
  return answer.status === 'rejected' ? String((answer.reason as { code?: unknown }).code ?? 'EFAIL') : '';
}
