/** Codes after which the same transaction may simply be run again: another one was in the way. */
const RETRYABLE = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD', // MariaDB 11: record has changed since last read
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
]);

/** Codes that mean: the database cannot be reached, nothing is known about the statement. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'POOL_CLOSED',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_SESSION_WAS_KILLED', // MySQL 8
]);

const UNIQUE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

function codeOf(error: unknown): string {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const found = driverError?.code ?? code;
  return typeof found === 'string' ? found : '';
}

export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

/** mysql2 gives a command on a connection that has just broken a fatal error without any code. */
function isBrokenConnection(error: unknown): boolean {
  const { fatal, driverError } = (error ?? {}) as { fatal?: unknown; driverError?: { fatal?: unknown } };
  return (driverError?.fatal ?? fatal) === true && codeOf(error) === '';
}

/** True where the database is away, as opposed to having refused a statement. */
export const isUnreachable = (error: unknown): boolean => UNREACHABLE.has(codeOf(error)) || isBrokenConnection(error);

/** True where a unique index refused a row. */
export const isUniqueViolation = (error: unknown): boolean => UNIQUE.has(codeOf(error));
