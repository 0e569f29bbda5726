import { Injectable } from '@nestjs/common';
import { Metrics } from '../common';

/** What operators see of delivery at `/metrics`. */
@Injectable()
export class DeliveryMetrics {
  private readonly attempts;
  private readonly durations;
  private readonly batches;
  private readonly fannedOut;
  private readonly removed;

  constructor(metrics: Metrics) {
    this.attempts = metrics.counter({
      name: 'smartats_delivery_attempts_total',
      help: 'Recorded attempts by outcome: success or the class of the failure',
      labels: ['outcome'],
    });
    this.durations = metrics.histogram(
      { name: 'smartats_delivery_attempt_duration_seconds', help: 'From the start of an attempt to its outcome' },
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
    );
    this.batches = metrics.histogram(
      { name: 'smartats_recorder_batch_size', help: 'Outcomes in one commit of the recorder' },
      [1, 2, 5, 10, 25, 50, 100, 250, 500],
    );
    this.fannedOut = metrics.counter({
      name: 'smartats_fanned_out_events_total',
      help: 'Events that were turned into deliveries',
    });
    this.removed = metrics.counter({
      name: 'smartats_retention_removed_total',
      help: 'Rows that were removed because they were older than RETENTION_DAYS',
      labels: ['table'],
    });
  }

  recorded(attempts: readonly { outcome: string; durationMs: number }[]): void {
    if (attempts.length === 0) return;
    this.batches.observe(attempts.length);
    const counts = new Map<string, number>();
    for (const { outcome, durationMs } of attempts) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      this.durations.observe(durationMs / 1000);
    }
    for (const [outcome, count] of counts) this.attempts.inc({ outcome }, count);
  }

  eventsFannedOut(count: number): void {
    this.fannedOut.inc(count);
  }

  rowsRemoved(table: 'deliveries' | 'events', count: number): void {
    if (count > 0) this.removed.inc({ table }, count);
  }
}
