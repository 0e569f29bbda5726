import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

/** MySQL drivers hand out 64-bit integers as text; all of ours stay below 2^53. */
const toNumber = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? value : Number(value)),
};

interface Nullable {
  nullable?: boolean;
}

/** Generated 64-bit id. */
export const IdColumn = (name = 'id') =>
  PrimaryColumn({ name, type: 'bigint', generated: 'increment', transformer: toNumber });

/** Primary key that is given, not generated: another table's id, or a 64-bit number. */
export const KeyColumn = (name: string) => PrimaryColumn({ name, type: 'bigint', transformer: toNumber });

/** Another row's id, or a 64-bit count. */
export const BigIntColumn = (name: string, options: Nullable & { default?: number } = {}) =>
  Column({ name, type: 'bigint', transformer: toNumber, ...options });

/** A time in milliseconds since the Unix epoch, UTC. */
export const TimeColumn = (name: string, options: Nullable = {}) =>
  Column({ name, type: 'bigint', transformer: toNumber, ...options });

export const IntColumn = (name: string, options: Nullable & { default?: number } = {}) =>
  Column({ name, type: 'int', ...options });

export const FloatColumn = (name: string, options: Nullable = {}) => Column({ name, type: 'double', ...options });

export const BooleanColumn = (name: string) =>
  Column({ name, type: 'int', transformer: { to: (v: unknown) => (v === undefined ? v : v ? 1 : 0), from: Boolean } });

/** Text of at most `length` characters, compared byte by byte. */
export const StringColumn = (name: string, length: number, options: Nullable & { default?: string } = {}) =>
  Column({ name, type: 'varchar', length: String(length), ...options });

/** Text of up to 16 MiB. MySQL's `text` would end at 64 KiB and its `json` would reorder keys. */
export const LongTextColumn = (name: string, options: Nullable = {}) =>
  Column({ name, type: 'mediumtext', ...options });

/** A small JSON document that is never searched; keys keep their order. */
export const JsonColumn = (name: string, options: Nullable = {}) =>
  Column({
    name,
    type: 'mediumtext',
    ...options,
    transformer: {
      to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
      from: (value: unknown) => (typeof value === 'string' ? (JSON.parse(value) as unknown) : value),
    },
  } satisfies ColumnOptions);
