import type { ReceivedDelivery } from './sample-receiver';

/** What has come to the receiver, counted by type; repetitions of an event count once. */
export class Arrivals {
  private readonly counts = new Map<string, number>();
  private readonly refusals: string[] = [];

  add({ event, duplicate }: ReceivedDelivery): void {
    if (!duplicate) this.counts.set(event.eventType, this.countOf(event.eventType) + 1);
  }

  /** A request that did not verify. */
  refused(reason: string): void {
    this.refusals.push(reason);
  }

  has(expected: readonly string[]): boolean {
    return [...new Set(expected)].every((type) => this.countOf(type) >= occurrences(expected, type));
  }

  /** @returns a sentence for each difference from exactly the expected types, in any order; none where all is well */
  faults(expected: readonly string[]): string[] {
    const types = new Set([...expected, ...this.counts.keys()]);
    const differences = [...types].flatMap((type) => {
      const [wanted, had] = [occurrences(expected, type), this.countOf(type)];
      if (had < wanted) return [`missing: ${type} (${had} of ${wanted} arrived)`];
      return had > wanted ? [`not expected: ${type} (${had} arrived instead of ${wanted})`] : [];
    });
    return [...differences, ...this.refusals.map((reason) => `refused: ${reason}`)];
  }

  private countOf(type: string): number {
    return this.counts.get(type) ?? 0;
  }
}

const occurrences = (list: readonly string[], item: string): number => list.filter((other) => other === item).length;
