import type { Connection } from 'mysql2/promise';
import type { Arrival } from '../receivers/arrival';

/** By how much a receiver's clock may run behind the product's, ms: it is the same clock. */
const CLOCK_MS = 50;

/**
 * Attempts that the product gave up for lack of time. On a busy machine a receiver may read such a request, and answer
 * it, long after that.
 */
export class TimedOutAttempts {
  private constructor(private readonly startedAt: ReadonlyMap<string, number>) {}

  static async read(connection: Connection): Promise<TimedOutAttempts> {
    const [rows] = await connection.query(
      "SELECT delivery_id, number, started_at FROM attempts WHERE outcome = 'timeout'",
    );
    const timeouts = rows as { delivery_id: number; number: number; started_at: number }[];
    return new TimedOutAttempts(
      new Map(timeouts.map((row) => [`${row.delivery_id}/${row.number}`, Number(row.started_at)])),
    );
  }

  /** An attempt that was not recorded has the same number as the one that was, and comes before it. */
  has({ delivery, attempt, at }: Arrival): boolean {
    const startedAt = this.startedAt.get(`${delivery}/${attempt}`);
    return startedAt !== undefined && at >= startedAt - CLOCK_MS;
  }
}
