import { leaseMs, nextAttemptAt } from './parse-policy';

describe('the parsing policy', () => {
  it.each([
    [1, false, 5_000],
    [2, false, 30_000],
    [3, false, null],
    [4, false, null],
    [1, true, null],
  ])('after attempt %i (permanent: %s) waits %s ms', (attempts, permanent, wait) => {
    expect(nextAttemptAt(1_000, attempts, permanent)).toBe(wait === null ? null : 1_000 + wait);
  });

  it('leases for longer than an attempt can take', () => {
    expect(leaseMs(30_000, 20_000)).toBeGreaterThan(3 * 30_000 + 20_000);
  });
});
