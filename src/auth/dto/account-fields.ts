import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsEmail, IsString, Length, Matches, MaxLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../users/passwords';
import { USERNAME_PATTERN, USERNAME_RULE } from '../users/username';

export const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

export const IsUsername = () => applyDecorators(Matches(USERNAME_PATTERN, { message: `username ${USERNAME_RULE}` }));

export const IsAccountEmail = () => applyDecorators(Trimmed(), IsEmail(), MaxLength(254));

/** Any characters count, spaces included; only the length is bounded. */
export const IsNewPassword = () => applyDecorators(IsString(), Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH));
