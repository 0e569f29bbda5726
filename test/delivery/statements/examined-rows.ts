import type { DataSource, QueryRunner } from 'typeorm';

type Query = (sql: string, parameters?: unknown[], structured?: boolean) => Promise<unknown>;

/** A statement, what the server read to answer it, and how it planned to. */
export interface Examined {
  readonly sql: string;
  /** Rows and index entries that the storage engine handed over. */
  readonly reads: number;
  /** Rows of EXPLAIN; empty for an INSERT of values. */
  readonly plan: readonly {
    table: string | null;
    type: string | null;
    key: string | null;
    rows: number;
    extra: string;
  }[];
}

const MEASURED = /^\s*(\(?SELECT|UPDATE|DELETE|INSERT)/i;
const EXPLAINED = /^\s*(\(?SELECT|UPDATE|DELETE|INSERT INTO \w+ \([^)]*\)\s+SELECT)/i;

/** Watches every statement of a data source on MySQL or MariaDB by the server's own counters. */
export class StatementWatch {
  readonly statements: Examined[] = [];
  private readonly watched = new WeakSet<QueryRunner>();

  constructor(dataSource: DataSource) {
    const create = dataSource.createQueryRunner.bind(dataSource);
    dataSource.createQueryRunner = (mode) => this.watch(create(mode));
  }

  /** What `work` asked the database. */
  async during(work: () => Promise<unknown>): Promise<Examined[]> {
    this.statements.length = 0;
    await work();
    return [...this.statements];
  }

  private watch(runner: QueryRunner): QueryRunner {
    if (this.watched.has(runner)) return runner;
    this.watched.add(runner);
    const query = runner.query.bind(runner) as Query;
    const watched: Query = async (sql, parameters, structured) => {
      if (!MEASURED.test(sql)) return query(sql, parameters, structured);
      const plan = EXPLAINED.test(sql) ? await explain(query, sql, parameters) : [];
      // Asking for the counters moves them; by how much, the difference of two questions tells.
      const first = await handlerReads(query);
      const second = await handlerReads(query);
      const answer = await query(sql, parameters, structured);
      const reads = (await handlerReads(query)) - second - (second - first);
      this.statements.push({ sql, reads, plan });
      return answer;
    };
    runner.query = watched as typeof runner.query;
    return runner;
  }
}

async function handlerReads(query: Query): Promise<number> {
  const rows = (await query("SHOW SESSION STATUS LIKE 'Handler_read%'")) as { Value: string }[];
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

async function explain(query: Query, sql: string, parameters?: unknown[]): Promise<Examined['plan']> {
  const rows = (await query(`EXPLAIN ${sql}`, parameters)) as Record<string, string | number | null>[];
  return rows.map((row) => ({
    table: row.table as string | null,
    type: row.type as string | null,
    key: row.key as string | null,
    rows: Number(row.rows ?? 0),
    extra: String(row.Extra ?? ''),
  }));
}
