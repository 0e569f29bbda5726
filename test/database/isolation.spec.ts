import { connectDataSource } from '../../src/database';
import { DATABASE_KINDS } from '../harness/databases';

const SERVERS = DATABASE_KINDS.filter((kind) => kind.name === 'MySQL');

(SERVERS.length > 0 ? describe : describe.skip)('connections to MySQL', () => {
  it('are all READ COMMITTED, the first one included', async () => {
    const database = await SERVERS[0].create();
    const dataSource = await connectDataSource({ url: database.url, poolSize: 4 }, []);
    await dataSource.query('CREATE TABLE notes (id integer PRIMARY KEY)');
    const readers = Array.from({ length: 3 }, () => dataSource.createQueryRunner());
    for (const reader of readers) {
      await reader.startTransaction();
      await reader.query('SELECT id FROM notes');
    }
    const writer = dataSource.createQueryRunner();
    await writer.query('INSERT INTO notes (id) VALUES (1)');
    const seen: unknown[] = [];
    for (const runner of [...readers, writer]) seen.push(await runner.query('SELECT id FROM notes'));
    for (const reader of readers) await reader.rollbackTransaction();
    for (const runner of [...readers, writer]) await runner.release();
    await dataSource.destroy();
    await database.drop();
    expect(seen).toEqual(Array.from({ length: 4 }, () => [{ id: 1 }]));
  });
});
