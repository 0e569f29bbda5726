import { AppError } from '../../common';
import { identityKey } from './identity-key';

/** Letters and digits of any script, and `._@-` between them; 2 to 50 characters. */
const PATTERN = /^(?=.{2,50}$)[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]*$/u;
export const USERNAME_RULE = 'must be 2 to 50 letters, digits or . _ @ -, and start with a letter or a digit';
/** Unicode has letters whose normal form is a sentence; such a name would not fit. */
const MAX_KEY_LENGTH = 100;

export function isUsername(text: unknown): text is string {
  return typeof text === 'string' && PATTERN.test(text) && identityKey(text).length <= MAX_KEY_LENGTH;
}

/** @throws AppError where the text can't be a username */
export function assertUsername(text: string): void {
  if (!isUsername(text)) throw AppError.invalidField('username', USERNAME_RULE);
}
