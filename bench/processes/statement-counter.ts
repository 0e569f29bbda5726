import type { DataSource, QueryRunner } from 'typeorm';

/** Counts every statement that goes to the database, BEGIN and COMMIT included. */
export class StatementCounter {
  count = 0;
  private readonly seen = new WeakSet<QueryRunner>();

  constructor(dataSource: DataSource) {
    const create = dataSource.createQueryRunner.bind(dataSource);
    dataSource.createQueryRunner = (mode) => this.counted(create(mode));
  }

  private counted(runner: QueryRunner): QueryRunner {
    // SQLite has one runner for all.
    if (this.seen.has(runner)) return runner;
    this.seen.add(runner);
    const query = runner.query.bind(runner);
    runner.query = ((...parameters: Parameters<typeof query>) => {
      this.count++;
      return query(...parameters);
    }) as typeof runner.query;
    return runner;
  }
}
