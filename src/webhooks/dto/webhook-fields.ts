import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Matches, Max, MaxLength, Min, ValidateBy, ValidateIf } from 'class-validator';
import { EVENT_PATTERNS, EVENT_TYPES } from '../../events';
import { faultOfRequestHeaders } from '../request-headers/request-header-rules';
import { faultOfEvents } from '../subscriptions/event-patterns';

export const MAX_DESCRIPTION_LENGTH = 500;
export const MAX_IN_FLIGHT_LIMIT = 64;
export const MAX_RATE_LIMIT = 1000;

/** A field that may be left out, but not null. */
export const IfGiven = () => ValidateIf((_request, value) => value !== undefined);

/** Passes a value that `faultOf` finds nothing wrong with; its sentence is the message. */
const HasNoFault = (name: string, faultOf: (value: unknown) => string | null) =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => faultOf(value) === null,
      defaultMessage: (given) => faultOf(given?.value) ?? '',
    },
  });

/** Exact types, `<source>.*` or `*`; at least one, none twice. */
export const IsEvents = () =>
  applyDecorators(
    ApiProperty({ enum: [...EVENT_TYPES, ...EVENT_PATTERNS], isArray: true, example: ['resume.uploaded', 'resume.*'] }),
    HasNoFault('events', faultOfEvents),
  );

/** Whatever helps people to tell webhooks apart. */
export const IsDescription = () =>
  applyDecorators(
    IsString(),
    MaxLength(MAX_DESCRIPTION_LENGTH),
    Matches(/^[^\0]*$/, { message: 'must not contain NUL characters' }),
  );

/** At most ten extra request headers. */
export const IsRequestHeaders = () =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'object',
      additionalProperties: { type: 'string' },
      nullable: true,
      example: { authorization: 'Bearer …' },
    }),
    HasNoFault('headers', faultOfRequestHeaders),
  );

export const IsMaxInFlight = () => applyDecorators(IsInt(), Min(1), Max(MAX_IN_FLIGHT_LIMIT));

export const IsRateLimit = () => applyDecorators(IsInt(), Min(1), Max(MAX_RATE_LIMIT));
