import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type Driver, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { LibsqlDatabase } from './libsql';
import { MIGRATIONS } from './migrations';
import { SQLITE_TYPE } from './portable-table';

export interface DatabaseSettings {
  /** `sqlite:<file>` or `mysql://user:pass@host:3306/db`; `mariadb://` is the same and lets TypeORM use its dialect. */
  url: string;
  /** Connections to MySQL/MariaDB; SQLite has one. */
  poolSize: number;
}

export type Entities = EntityTarget<ObjectLiteral>[];

function optionsOf({ url, poolSize }: DatabaseSettings, entities: Entities): DataSourceOptions {
  const common = {
    entities: entities as DataSourceOptions['entities'],
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each' as const,
    synchronize: false,
    logging: false,
  };
  if (url.startsWith('sqlite:')) {
    const database = url.slice('sqlite:'.length);
    if (database !== ':memory:') mkdirSync(dirname(database), { recursive: true });
    return {
      ...common,
      type: 'better-sqlite3',
      database,
      driver: LibsqlDatabase,
      timeout: 5_000,
      statementCacheSize: 300,
      prepareDatabase: (connection: { pragma(text: string): unknown }) => {
        connection.pragma('journal_mode = WAL');
        connection.pragma('synchronous = NORMAL');
      },
    };
  }
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  return {
    ...common,
    type: protocol === 'mariadb:' ? 'mariadb' : 'mysql',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : 3306,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    connectTimeout: 5_000,
    supportBigNumbers: true,
    poolSize,
    extra: { maxIdle: poolSize, idleTimeout: 60_000, enableKeepAlive: true },
  };
}

/**
 * Entities name their column types in MySQL's words. SQLite knows other words for the same, so its driver is taught
 * to translate; otherwise each entity would need two sets of decorators.
 */
function translateTypes(driver: Driver): void {
  const normalize = driver.normalizeType.bind(driver);
  driver.normalizeType = (column) => {
    const type = normalize(column);
    return SQLITE_TYPE[type] ?? type;
  };
}

/**
 * READ COMMITTED for each connection: gap locks of REPEATABLE READ make batch claims deadlock, and its snapshot would
 * hide what another transaction committed while this one waited for a lock.
 */
async function readCommitted(dataSource: DataSource): Promise<void> {
  const sql = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
  const { pool } = dataSource.driver as unknown as {
    pool: { on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void };
  };
  pool.on('connection', (connection) => connection.query(sql));
  // Connecting has opened one connection before anybody could listen; it is the free one that this statement gets.
  await dataSource.query(sql);
}

/** @returns a data source that is connected; close it with `destroy()`. */
export async function connectDataSource(settings: DatabaseSettings, entities: Entities): Promise<DataSource> {
  const dataSource = createDataSource(settings, entities);
  await dataSource.initialize();
  if (dataSource.options.type !== 'better-sqlite3') await readCommitted(dataSource);
  return dataSource;
}

/** @returns a data source that is not connected yet */
export function createDataSource(settings: DatabaseSettings, entities: Entities): DataSource {
  const dataSource = new DataSource(optionsOf(settings, entities));
  if (dataSource.options.type === 'better-sqlite3') translateTypes(dataSource.driver);
  return dataSource;
}
