import { applyDecorators } from '@nestjs/common';
import { IsEmail, IsString, Length, MaxLength, ValidateBy } from 'class-validator';
import { identityKey } from '../users/identity-key';
import { Trimmed } from '../../common';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../users/passwords';
import { isUsername, USERNAME_RULE } from '../users/username';

const MAX_EMAIL_LENGTH = 254;

export const IsUsername = () =>
  ValidateBy({
    name: 'isUsername',
    validator: { validate: isUsername, defaultMessage: () => `username ${USERNAME_RULE}` },
  });

/** What makes two addresses the same may be longer than the address and has to fit too. */
const HasShortKey = () =>
  ValidateBy({
    name: 'hasShortKey',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && identityKey(value).length <= MAX_EMAIL_LENGTH,
      defaultMessage: () => `email must not be longer than ${MAX_EMAIL_LENGTH} characters`,
    },
  });

export const IsAccountEmail = () => applyDecorators(Trimmed(), IsEmail(), MaxLength(MAX_EMAIL_LENGTH), HasShortKey());

/** Any characters count, spaces included; only the length is bounded. */
export const IsNewPassword = () => applyDecorators(IsString(), Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH));
