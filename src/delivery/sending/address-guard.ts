import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from '../../webhooks';

/** The address that would have been connected to is not one of the public internet. */
export class BlockedAddressError extends Error {
  readonly code = 'BLOCKED_ADDRESS';

  constructor(host: string, address: string, reason: string) {
    super(host === address ? `${address} is ${reason}` : `${host} resolves to ${address}, which is ${reason}`);
    this.name = 'BlockedAddressError';
  }
}

/**
 * Guards the connection itself: a name is resolved once, every address of the answer is checked, and one of those
 * very addresses is connected to. A name that resolves differently a moment later (DNS rebinding) gains nothing.
 */
export function guardedConnector(policy: AddressPolicy, timeoutMs: number): buildConnector.connector {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        callback(error, '');
        return;
      }
      for (const { address } of addresses) {
        const reason = policy.blockedReason(address);
        if (reason !== null) {
          callback(new BlockedAddressError(hostname, address, reason), '');
          return;
        }
      }
      if (options.all) callback(null, addresses);
      else callback(null, addresses[0].address, addresses[0].family);
    });
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
