import { AppError } from '../../common';

/** Letters and digits of any script, and `._@-` between them; 2 to 50 characters. */
export const USERNAME_PATTERN = /^(?=.{2,50}$)[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]*$/u;
export const USERNAME_RULE = 'must be 2 to 50 letters, digits or . _ @ -, and start with a letter or a digit';

/** @throws AppError where the text can't be a username */
export function assertUsername(text: string): void {
  if (!USERNAME_PATTERN.test(text)) throw AppError.invalidField('username', USERNAME_RULE);
}
