type Bound = (...parameters: unknown[]) => unknown;

interface Statement {
  run: Bound;
  all: Bound;
}

interface Connection {
  prepare(sql: string): Statement;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- TypeORM wants the constructor itself; it has no types
const Database = require('libsql') as new (...options: unknown[]) => Connection;

/**
 * libsql takes a single object for named parameters, and null is an object to it: a statement whose only parameter is
 * null fails. As a list of one it is understood.
 */
const listed =
  (call: Bound): Bound =>
  (...parameters) =>
    parameters.length === 1 && parameters[0] === null ? call([null]) : call(...parameters);

/** libsql's connection, safe to give a single null. */
export class LibsqlDatabase extends Database {
  override prepare(sql: string): Statement {
    const statement = super.prepare(sql);
    statement.run = listed(statement.run.bind(statement));
    statement.all = listed(statement.all.bind(statement));
    return statement;
  }
}
