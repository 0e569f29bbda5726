import type { DataSource } from 'typeorm';

const LOCK_NAME = 'smartats-migrations';
/** Seconds that a process waits for another one's migrations. */
const LOCK_TIMEOUT_S = 120;

/** Brings the schema up to date. Safe to call from many processes at once: on MySQL the others wait. */
export async function migrate(dataSource: DataSource): Promise<void> {
  if (dataSource.options.type === 'better-sqlite3') {
    await dataSource.runMigrations();
    return;
  }
  const runner = dataSource.createQueryRunner();
  try {
    const [row] = (await runner.query('SELECT GET_LOCK(?, ?) AS locked', [LOCK_NAME, LOCK_TIMEOUT_S])) as [
      { locked: number | string | null },
    ];
    if (Number(row.locked) !== 1) throw new Error(`another process has been migrating for ${LOCK_TIMEOUT_S} s`);
    await dataSource.runMigrations();
  } finally {
    await runner.query('SELECT RELEASE_LOCK(?)', [LOCK_NAME]).catch(() => undefined);
    await runner.release();
  }
}
