import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Logger } from '../../src/common';
import { connectDataSource, UnitOfWork } from '../../src/database';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';

describe.each(DATABASE_KINDS)('UnitOfWork on $name', (kind) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let uow: UnitOfWork;

  beforeAll(async () => {
    database = await kind.create();
    dataSource = await connectDataSource({ url: database.url, poolSize: 10 }, []);
    await dataSource.query('CREATE TABLE notes (id integer PRIMARY KEY, text varchar(50) NOT NULL)');
    uow = new UnitOfWork(dataSource, Logger.create('silent'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  beforeEach(() => dataSource.query('DELETE FROM notes'));

  const write = (id: number, text = 'x') => uow.manager.query('INSERT INTO notes (id, text) VALUES (?, ?)', [id, text]);
  const ids = () =>
    uow.read(async (manager) =>
      (await manager.query<{ id: number }[]>('SELECT id FROM notes ORDER BY id')).map((row) => Number(row.id)),
    );

  it('commits what was written', async () => {
    await uow.run(async () => {
      await write(1);
      await write(2);
    });
    expect(await ids()).toEqual([1, 2]);
  });

  it('rolls everything back when the work throws, and passes the error on', async () => {
    const work = uow.run(async () => {
      await write(1);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await ids()).toEqual([]);
  });

  it('joins the unit of work that it is nested in', async () => {
    const work = uow.run(async () => {
      await write(1);
      await uow.run(() => write(2));
      expect(await ids()).toEqual([1, 2]);
      throw new Error('outer');
    });
    await expect(work).rejects.toThrow('outer');
    expect(await ids()).toEqual([]);
  });

  it('refuses a write outside a unit of work', () => {
    expect(() => uow.manager).toThrow('outside');
    expect(() => uow.afterCommit(() => undefined)).toThrow('outside');
  });

  it('never lets a reader see uncommitted rows', async () => {
    let seen: number[] = [];
    let reading: Promise<void> = Promise.resolve();
    await uow
      .run(async () => {
        await write(1);
        // A reader of its own, outside this unit of work's asynchronous context.
        await new Promise<void>((started) => {
          setImmediateOutside(() => {
            reading = ids().then((found) => void (seen = found));
            started();
          });
        });
        await delay(20);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await reading;
    expect(seen).toEqual([]);
  });

  it('keeps 50 concurrent units of work apart, half of which throw', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        uow.run(async () => {
          await write(n * 2);
          await delay(1);
          await write(n * 2 + 1);
          if (n % 2 === 1) throw new Error(`unit ${n}`);
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(25);
    const expected = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? [n * 2, n * 2 + 1] : [])).flat();
    expect(await ids()).toEqual(expected);
  });

  it('calls back after the commit, and not after a rollback', async () => {
    const calls: string[] = [];
    await uow.run(async () => {
      await write(1);
      uow.afterCommit(() => calls.push('committed'));
      expect(calls).toEqual([]);
    });
    await uow
      .run(() => {
        uow.afterCommit(() => calls.push('rolled back'));
        return Promise.reject(new Error('no'));
      })
      .catch(() => undefined);
    expect(calls).toEqual(['committed']);
  });

  it('takes null as the only parameter', async () => {
    const [row] = await uow.read((manager) => manager.query<{ value: unknown }[]>('SELECT ? AS value', [null]));
    expect(row.value).toBeNull();
  });

  it('runs again after a deadlock, a bounded number of times', async () => {
    await uow.run(async () => {
      await write(1, 'a');
      await write(2, 'a');
    });
    const appended = uow.isSqlite ? 'text || ?' : 'CONCAT(text, ?)';
    const update = (id: number) => uow.manager.query(`UPDATE notes SET text = ${appended} WHERE id = ?`, ['b', id]);
    let runs = 0;
    const crossing = (first: number, second: number) =>
      uow.run(async () => {
        runs++;
        await update(first);
        await delay(30);
        await update(second);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    const rows = await dataSource.query<{ text: string }[]>('SELECT text FROM notes ORDER BY id');
    expect(rows.map((row) => row.text)).toEqual(['abb', 'abb']);
    if (!uow.isSqlite) expect(runs).toBeGreaterThan(2);

    let attempts = 0;
    const hopeless = uow.run(() => {
      attempts++;
      return Promise.reject(Object.assign(new Error('deadlock'), { code: 'ER_LOCK_DEADLOCK' }));
    });
    await expect(hopeless).rejects.toThrow('deadlock');
    expect(attempts).toBe(6);
  });
});

/** Runs outside the current asynchronous context, as another request would. */
const outside = new (class {
  private queue: (() => void)[] = [];
  private readonly timer = setInterval(() => this.queue.splice(0).forEach((work) => work()), 1).unref();
  add(work: () => void) {
    void this.timer;
    this.queue.push(work);
  }
})();
const setImmediateOutside = (work: () => void) => outside.add(work);
