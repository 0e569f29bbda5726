/** Numbers that look random and are the same for the same seed (mulberry32). */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 ≤ value < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** from ≤ value ≤ to */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)];
  }

  /** In the order of the items. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = items.map((_, index) => index);
    const chosen = Array.from(
      { length: Math.min(count, items.length) },
      () => left.splice(this.integer(0, left.length - 1), 1)[0],
    );
    return chosen.sort((a, b) => a - b).map((index) => items[index]);
  }
}
