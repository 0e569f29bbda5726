import type { Connection } from 'mysql2/promise';
import type { Arrival } from '../receivers/arrival';

/** How much later than the product thinks a request may have been read by a receiver, ms. */
const READING_MS = 3_000;

/** Attempts that the product gave up for lack of time. On a busy machine an answer may have come just then. */
export class TimedOutAttempts {
  private constructor(private readonly spans: ReadonlyMap<string, readonly { from: number; until: number }[]>) {}

  static async read(connection: Connection): Promise<TimedOutAttempts> {
    const [rows] = await connection.query(
      "SELECT delivery_id, started_at, duration_ms FROM attempts WHERE outcome = 'timeout'",
    );
    const spans = new Map<string, { from: number; until: number }[]>();
    for (const row of rows as { delivery_id: number; started_at: number; duration_ms: number }[]) {
      const from = Number(row.started_at);
      const span = { from, until: from + Number(row.duration_ms) + READING_MS };
      const delivery = String(row.delivery_id);
      spans.set(delivery, [...(spans.get(delivery) ?? []), span]);
    }
    return new TimedOutAttempts(spans);
  }

  has({ delivery, at }: Arrival): boolean {
    return (this.spans.get(delivery) ?? []).some(({ from, until }) => at >= from && at <= until);
  }
}
