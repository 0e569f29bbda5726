import type { DataSource } from 'typeorm';
import { connectDataSource, migrate } from '../../src/database';
import { MIGRATIONS } from '../../src/database/migrations';
import { ENTITIES } from '../../src/entities';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';

describe.each(DATABASE_KINDS)('migrations on $name', (kind) => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await kind.create();
    dataSource = await connectDataSource({ url: database.url, poolSize: 4 }, ENTITIES);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const tables = async () => {
    const rows = await dataSource.query<{ name: string }[]>(
      kind.name === 'SQLite'
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    return rows.map((row) => row.name).filter((name) => name !== 'migrations');
  };

  it('go up, down to nothing, and up again', async () => {
    await migrate(dataSource);
    const after = (await tables()).sort();
    expect(after).toEqual(dataSource.entityMetadatas.map((entity) => entity.tableName).sort());
    for (let n = 0; n < MIGRATIONS.length; n++) await dataSource.undoLastMigration();
    expect(await tables()).toEqual([]);
    await migrate(dataSource);
    expect((await tables()).sort()).toEqual(after);
  });

  it('make the schema that the entities describe', async () => {
    await migrate(dataSource);
    // MariaDB words the defaults of the catalogue in its own way, which TypeORM only understands under that name.
    const isMariaDb = kind.name === 'MySQL' && (await versionOf(dataSource)).includes('MariaDB');
    const url = isMariaDb ? database.url.replace('mysql:', 'mariadb:') : database.url;
    const reader = await connectDataSource({ url, poolSize: 2 }, ENTITIES);
    const difference = await reader.driver.createSchemaBuilder().log();
    await reader.destroy();
    expect(difference.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('may be started by several processes at once', async () => {
    const second = await connectDataSource({ url: database.url, poolSize: 4 }, ENTITIES);
    await Promise.all([migrate(dataSource), migrate(second)]);
    await second.destroy();
  });
});

async function versionOf(dataSource: DataSource): Promise<string> {
  const [row] = await dataSource.query<[{ version: string }]>('SELECT VERSION() AS version');
  return row.version;
}
