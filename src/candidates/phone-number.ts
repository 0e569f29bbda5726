import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** E.164 where the number is one that exists, a number without a country code being read as Chinese; else as given, for people to call. */
export function normalizePhone(text: string): string {
  const number = parsePhoneNumberFromString(text.normalize('NFKC'), 'CN');
  return number?.isValid() ? number.number : text.trim();
}
