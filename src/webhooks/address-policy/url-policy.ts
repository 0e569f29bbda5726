import { urlBlocked, urlCredentials, urlFragment, urlInvalid, urlScheme, urlTooLong } from '../webhooks.errors';
import type { AddressPolicy } from './address-policy';

/** Characters, as given and as sent (the parser escapes what is not ASCII). */
export const MAX_URL_LENGTH = 2048;

const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];
/** RFC 6761 §6.3: resolvers answer these names with loopback addresses. */
const LOCALHOST = /(^|\.)localhost$/;
/** What the URL parser drops or rewrites silently: not what the user can have meant. */
// eslint-disable-next-line no-control-regex -- the range is meant
const ODD_CHARACTERS = /[\u0000-\u0020\u007f\\]/;

/**
 * What a webhook's URL may be. Pure: a name is not resolved here, its addresses are checked at each connection. Hosts
 * that are addresses are judged in every spelling, since the WHATWG URL parser turns decimal, octal, hexadecimal,
 * percent-encoded and full-width ones into the one that would be connected to.
 */
export class UrlPolicy {
  constructor(
    private readonly addresses: AddressPolicy,
    private readonly options: { readonly allowHttp: boolean },
  ) {}

  /** @throws AppError (400, field `url`) of type `webhook.url_*` */
  check(text: string): void {
    if (text.length > MAX_URL_LENGTH) throw urlTooLong(`must not be longer than ${MAX_URL_LENGTH} characters`);
    if (ODD_CHARACTERS.test(text)) throw urlInvalid('must not contain spaces, control characters or backslashes');
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1].toLowerCase();
    if (scheme !== undefined) this.checkScheme(scheme);
    if (scheme === undefined || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) {
      throw urlInvalid('must be an absolute URL such as https://your-server.com/webhook');
    }
    this.checkParts(text, new URL(text));
  }

  private checkScheme(scheme: string): void {
    if (scheme === 'https') return;
    if (scheme !== 'http') throw urlScheme(`must start with https://${this.options.allowHttp ? ' or http://' : ''}`);
    if (!this.options.allowHttp) throw urlScheme('must start with https://; http:// is not allowed here');
  }

  private checkParts(text: string, url: URL): void {
    if (url.href.length > MAX_URL_LENGTH) {
      throw urlTooLong(`must not be longer than ${MAX_URL_LENGTH} characters once non-ASCII ones are escaped`);
    }
    const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
    if (url.username !== '' || url.password !== '' || authority.includes('@')) {
      throw urlCredentials('must not contain a username or password; use an Authorization header instead');
    }
    if (text.includes('#')) throw urlFragment('must not contain a fragment (#…), which would never be sent');
    if (url.port === '0') throw urlInvalid('must not name port 0');
    this.checkHost(url.hostname);
  }

  private checkHost(hostname: string): void {
    const host = hostname.replace(/\.$/, '');
    if (host === '') throw urlInvalid('must name a host');
    if (LOCALHOST.test(host)) {
      if (LOOPBACK_ADDRESSES.every((address) => this.addresses.blockedReason(address) !== null)) {
        throw urlBlocked(`${host} is this machine; a webhook must be reachable from the internet`);
      }
      return;
    }
    // After parsing, a host that ends in a number or has brackets is an address.
    if (!host.startsWith('[') && !/(^|\.)\d+$/.test(host)) return;
    const reason = this.addresses.blockedReason(host);
    if (reason !== null) {
      throw urlBlocked(`${host} is ${reason}; a webhook must be reachable from the internet`);
    }
  }
}
