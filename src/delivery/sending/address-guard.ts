import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from '../../webhooks';
import type { NameResolver } from './name-resolver';

/** The address that would have been connected to is not one of the public internet. */
export class BlockedAddressError extends Error {
  readonly code = 'BLOCKED_ADDRESS';

  constructor(host: string, address: string, reason: string) {
    // Not the address itself: nobody should learn our network's names from the answers.
    super(host === address ? `${address} is ${reason}` : `${host} resolves to an address that is ${reason}`);
    this.name = 'BlockedAddressError';
  }
}

/**
 * Guards the connection itself: a name is resolved once, every address of the answer is checked, and one of those
 * very addresses is connected to. A name that resolves differently a moment later (DNS rebinding) gains nothing.
 */
export function guardedConnector(
  policy: AddressPolicy,
  resolver: NameResolver,
  timeoutMs: number,
): buildConnector.connector {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    resolver.resolve(hostname).then(
      (addresses) => {
        for (const address of addresses) {
          const reason = policy.blockedReason(address);
          if (reason !== null) return callback(new BlockedAddressError(hostname, address, reason), '');
        }
        const all = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) callback(null, all);
        else callback(null, all[0].address, all[0].family);
      },
      (error: Error) => callback(error, ''),
    );
  };
  // undici hands all but its own options on to net.connect and tls.connect.
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false, ...{ lookup: guardedLookup } });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // The sockets do not resolve a literal, so the lookup above would never see it.
    const reason = isIP(host) ? policy.blockedReason(host) : null;
    if (reason !== null) {
      callback(new BlockedAddressError(host, host, reason), null);
      return;
    }
    connect(options, callback);
  };
}
