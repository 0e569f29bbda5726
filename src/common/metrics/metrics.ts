import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

interface MetricOptions<Label extends string> {
  /** Prometheus name, with its unit: `smartats_webhook_attempt_duration_seconds`. */
  readonly name: string;
  readonly help: string;
  /** Few and with few values: never an id, a URL or an organization. */
  readonly labels?: readonly Label[];
}

/**
 * The metrics of this process. Each is made once, where it is counted, and served at `/metrics`.
 * @throws Error from the makers, where the name is taken
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  counter<Label extends string = never>({ name, help, labels = [] }: MetricOptions<Label>): Counter<Label> {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  histogram<Label extends string = never>(
    { name, help, labels = [] }: MetricOptions<Label>,
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: labels, buckets, registers: [this.registry] });
  }

  /** @param read asked at each scrape; must be quick. Undefined leaves the value that was set. */
  gauge<Label extends string = never>(
    { name, help, labels = [] }: MetricOptions<Label>,
    read?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label> {
    return new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      ...(read && {
        collect(this: Gauge<Label>) {
          return read(this);
        },
      }),
    });
  }
}
