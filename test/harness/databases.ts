import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** A database of a suite's own, empty. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: 'SQLite' | 'MySQL';
  create(): Promise<TestDatabase>;
}

const sqlite: DatabaseKind = {
  name: 'SQLite',
  create: () => {
    const folder = mkdtempSync(join(tmpdir(), 'smartats-db-'));
    return Promise.resolve({
      url: `sqlite:${join(folder, 'test.db')}`,
      drop: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
    });
  },
};

const mysql = (serverUrl: string): DatabaseKind => ({
  name: 'MySQL',
  create: async () => {
    const name = `smartats_test_${randomBytes(6).toString('hex')}`;
    const execute = async (sql: string) => {
      const connection = await createConnection({ uri: serverUrl });
      await connection.query(sql);
      await connection.end();
    };
    await execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return { url: url.href, drop: () => execute(`DROP DATABASE IF EXISTS ${name}`) };
  },
});

/**
 * The databases that suites run on. MySQL/MariaDB takes part where `TEST_DATABASE_URL` names a server; `npm test` finds
 * or starts one, and says so where there is none.
 */
export const DATABASE_KINDS: DatabaseKind[] = process.env.TEST_DATABASE_URL
  ? [sqlite, mysql(process.env.TEST_DATABASE_URL)]
  : [sqlite];
