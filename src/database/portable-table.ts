import { type QueryRunner, Table, type TableColumnOptions, TableIndex } from 'typeorm';

type ColumnKind = 'id' | 'key' | 'bigint' | 'int' | 'double' | 'mediumtext' | { varchar: number };

export interface PortableColumn {
  kind: ColumnKind;
  nullable?: boolean;
  default?: string | number;
}

export interface PortableIndex {
  name: string;
  columns: string[];
  unique?: boolean;
}

export interface PortableTable {
  name: string;
  columns: Record<string, PortableColumn>;
  indexes?: PortableIndex[];
}

/** Column kinds for {@link createTable}; the same words as the entities' column decorators. */
export const column = {
  id: (): PortableColumn => ({ kind: 'id' }),
  key: (): PortableColumn => ({ kind: 'key' }),
  bigint: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'bigint', ...options }),
  time: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'bigint', ...options }),
  int: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'int', ...options }),
  boolean: (): PortableColumn => ({ kind: 'int' }),
  float: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'double', ...options }),
  string: (length: number, options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({
    kind: { varchar: length },
    ...options,
  }),
  longText: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'mediumtext', ...options }),
  json: (options: Omit<PortableColumn, 'kind'> = {}): PortableColumn => ({ kind: 'mediumtext', ...options }),
};

/** What SQLite calls the types that our entities name in MySQL's words. */
export const SQLITE_TYPE: Readonly<Record<string, string>> = { bigint: 'integer', int: 'integer', mediumtext: 'text' };

function toTypeOrm(runner: QueryRunner, name: string, column: PortableColumn): TableColumnOptions {
  const sqlite = runner.dataSource.options.type === 'better-sqlite3';
  const typeOf = (type: string) => (sqlite ? (SQLITE_TYPE[type] ?? type) : type);
  const { kind } = column;
  const common = {
    name,
    isNullable: column.nullable ?? false,
    default: typeof column.default === 'string' ? `'${column.default}'` : column.default?.toString(),
  };
  if (typeof kind === 'object') return { ...common, type: 'varchar', length: String(kind.varchar) };
  if (kind === 'id') {
    return { ...common, type: typeOf('bigint'), isPrimary: true, isGenerated: true, generationStrategy: 'increment' };
  }
  if (kind === 'key') return { ...common, type: typeOf('bigint'), isPrimary: true };
  return { ...common, type: typeOf(kind) };
}

/** Creates a table on SQLite and on MySQL/MariaDB from one description. */
export async function createTable(runner: QueryRunner, table: PortableTable): Promise<void> {
  await runner.createTable(
    new Table({
      name: table.name,
      columns: Object.entries(table.columns).map(([name, column]) => toTypeOrm(runner, name, column)),
      indices: (table.indexes ?? []).map(
        (index) => new TableIndex({ name: index.name, columnNames: index.columns, isUnique: index.unique ?? false }),
      ),
    }),
  );
}

export async function dropTables(runner: QueryRunner, ...names: string[]): Promise<void> {
  for (const name of names) await runner.dropTable(name);
}
