import { createConnection } from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { Logger } from '../../src/common';
import { connectDataSource, isUnreachable, UnitOfWork } from '../../src/database';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';

const SERVERS = DATABASE_KINDS.filter((kind) => kind.name === 'MySQL');

(SERVERS.length > 0 ? describe : describe.skip)('a unit of work that loses its connection', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let uow: UnitOfWork;

  beforeAll(async () => {
    database = await SERVERS[0].create();
    dataSource = await connectDataSource({ url: database.url, poolSize: 4 }, []);
    await dataSource.query('CREATE TABLE notes (id integer PRIMARY KEY)');
    uow = new UnitOfWork(dataSource, Logger.create('silent'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  beforeEach(() => dataSource.query('DELETE FROM notes'));

  const notes = () => uow.read((manager) => manager.query<{ id: number }[]>('SELECT id FROM notes'));
  const write = (id: number) => uow.manager.query('INSERT INTO notes (id) VALUES (?)', [id]);
  /** As an administrator, or a server that restarts, does to the connection of the unit of work that runs. */
  const cut = async () => {
    const [{ id }] = await uow.manager.query<{ id: number | string }[]>('SELECT CONNECTION_ID() AS id');
    const administrator = await createConnection({ uri: database.url });
    await administrator.query(`KILL ${Number(id)}`);
    await administrator.end();
  };

  it('runs again where nothing can have been committed', async () => {
    let runs = 0;
    await uow.run(async () => {
      await write(1);
      if (++runs === 1) await cut();
      await write(2);
    });
    expect(runs).toBe(2);
    expect((await notes()).map(({ id }) => id)).toEqual([1, 2]);
  });

  it('does not run again where the connection broke during the commit, for it may have happened', async () => {
    let runs = 0;
    const failed = uow.run(async () => {
      runs++;
      await write(1);
      await cut();
    });
    expect(isUnreachable(await failed.catch((error: unknown) => error))).toBe(true);
    expect(runs).toBe(1);
  });

  it('gives up after a bounded number of runs', async () => {
    let runs = 0;
    const failed = uow.run(async () => {
      runs++;
      await cut();
      await write(runs);
    });
    expect(isUnreachable(await failed.catch((error: unknown) => error))).toBe(true);
    expect(runs).toBe(4);
    expect(await notes()).toEqual([]);
  });

  it('reads again, over connections that died while they were idle', async () => {
    await Promise.all(Array.from({ length: 4 }, () => uow.read((manager) => manager.query('SELECT SLEEP(0.05)'))));
    const administrator = await createConnection({ uri: database.url });
    const [threads] = await administrator.query(
      'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
    );
    for (const { id } of threads as { id: number }[]) await administrator.query(`KILL ${id}`);
    const answers = await Promise.all(Array.from({ length: 8 }, notes));
    expect(answers).toEqual(Array(8).fill([]));
    await administrator.end();
  });
});
