import { isRetryable, isUniqueViolation, isUnreachable } from './transient-error';

const error = (properties: object) => Object.assign(new Error('x'), properties);

describe('database errors', () => {
  it('tell a database that is away from one that refuses', () => {
    expect(isUnreachable(error({ code: 'ECONNREFUSED' }))).toBe(true);
    expect(isUnreachable(error({ driverError: { code: 'PROTOCOL_CONNECTION_LOST', fatal: true } }))).toBe(true);
    expect(isUnreachable(error({ fatal: true }))).toBe(true);
    expect(isUnreachable(error({ driverError: { fatal: true } }))).toBe(true);
    expect(isUnreachable(error({ code: 'ER_ACCESS_DENIED_ERROR', fatal: true }))).toBe(false);
    expect(isUnreachable(error({ code: 'ER_DUP_ENTRY' }))).toBe(false);
    expect(isUnreachable(new Error('x'))).toBe(false);
    expect(isUnreachable(undefined)).toBe(false);
  });

  it('tell what may be run again and what a unique index refused', () => {
    expect(isRetryable(error({ driverError: { code: 'ER_LOCK_DEADLOCK' } }))).toBe(true);
    expect(isRetryable(error({ code: 'ECONNREFUSED' }))).toBe(false);
    expect(isUniqueViolation(error({ driverError: { code: 'SQLITE_CONSTRAINT_UNIQUE' } }))).toBe(true);
    expect(isUniqueViolation(error({ code: 'ER_LOCK_DEADLOCK' }))).toBe(false);
  });
});
