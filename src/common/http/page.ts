import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { AppError } from '../errors/app-error';

/** `limit` and `cursor` of every list that can grow. */
export class PageQuery {
  /** Items in the answer, 1–100. */
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d+$/.test(value) ? +value : value))
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** `nextCursor` of the page before. Opaque. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

export interface Page<T> {
  items: T[];
  /** null on the last page. */
  nextCursor: string | null;
}

/** A position in a list, as the sort key of the last row seen. Opaque to clients. */
export function encodeCursor(key: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

const isPart = (part: unknown, type: 'number' | 'string'): boolean =>
  type === 'number' ? Number.isSafeInteger(part) : typeof part === 'string';

/** @throws AppError `request.invalid_cursor` unless it is a key of exactly the given shape */
export function decodeCursor<T extends readonly ('number' | 'string')[]>(
  cursor: string,
  shape: T,
): { [K in keyof T]: T[K] extends 'number' ? number : string } {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === shape.length && key.every((part, i) => isPart(part, shape[i]))) {
      return key as never;
    }
  } catch {
    // answered below
  }
  throw AppError.invalidField('cursor', 'is not a cursor that this list gave out', 'request.invalid_cursor');
}

/**
 * Cuts a page out of `limit + 1` rows.
 * @param keyOf the sort key of a row, as given to {@link encodeCursor}
 */
export function toPage<T>(rows: T[], limit: number, keyOf: (row: T) => readonly (number | string)[]): Page<T> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? encodeCursor(keyOf(items[items.length - 1])) : null };
}
