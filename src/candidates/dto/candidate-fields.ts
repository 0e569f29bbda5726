import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PROFILE_LIMITS } from '../candidate-profile';
import { type Degree, DEGREES, type EducationEntry } from '../education-entry';

/** Trims, and replaces lone surrogates, which no receiver of an event could decode. */
const Tidied = () =>
  Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(tidy) : tidy(value)));

function tidy(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().trim() : value;
}

const IsText = (maxLength: number) => applyDecorators(Tidied(), IsString(), IsNotEmpty(), MaxLength(maxLength));

export const IsPersonName = () => IsText(PROFILE_LIMITS.name);
export const IsCandidateEmail = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
    IsEmail(),
    MaxLength(PROFILE_LIMITS.email),
  );
export const IsPhone = () =>
  applyDecorators(
    Tidied(),
    Matches(/^\+?[\d\s().\-－０-９转x#]{5,40}$/, { message: 'phone must be a telephone number of 5 to 40 characters' }),
    MaxLength(PROFILE_LIMITS.phone),
  );
export const IsTextList = (maxItems: number, maxLength: number) =>
  applyDecorators(
    Tidied(),
    IsArray(),
    ArrayMaxSize(maxItems),
    IsString({ each: true }),
    IsNotEmpty({ each: true }),
    MaxLength(maxLength, { each: true }),
  );
export const IsYears = () => applyDecorators(IsNumber({ maxDecimalPlaces: 1 }), Min(0), Max(70));
export const IsVersion = () => applyDecorators(IsInt(), Min(1));

export class EducationRequest implements EducationEntry {
  @IsOptional()
  @IsText(PROFILE_LIMITS.item)
  school: string | null = null;

  @IsOptional()
  @IsIn(DEGREES)
  degree: Degree | null = null;

  @IsOptional()
  @IsText(PROFILE_LIMITS.item)
  major: string | null = null;
}

export const IsEducation = () =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(PROFILE_LIMITS.education),
    ValidateNested({ each: true }),
    Type(() => EducationRequest),
  );
