import type { ClaimedDelivery } from './claimer';
import type { LanePlace } from './delivery.repository';

const MIN_CLAIM = 32;
const MAX_CLAIM = 512;

/** What a drain has claimed of its lane's backlog and not yet sent, and where it reads on. */
export class ClaimWindow {
  private deliveries: ClaimedDelivery[] = [];
  private cursor: LanePlace | null = null;
  private size = MIN_CLAIM;
  /**
   * What was at hand when the claim under way was made. The answer may still show it as due although it has been sent
   * and even recorded since.
   */
  private atHand = new Set<number>();
  private nothingMore = false;

  get isEmpty(): boolean {
    return this.deliveries.length === 0;
  }

  get buffered(): readonly ClaimedDelivery[] {
    return this.deliveries;
  }

  /** The whole backlog has been looked at and held nothing else. */
  get isExhausted(): boolean {
    return this.nothingMore && this.isEmpty;
  }

  get isLow(): boolean {
    return !this.nothingMore && this.deliveries.length < this.size / 4;
  }

  /** Read on behind what was read last; from the head where nothing was. @param outstanding ids sent, not yet recorded */
  next(outstanding: ReadonlySet<number>): { limit: number; after: LanePlace | null } {
    this.noteAtHand(outstanding);
    return { limit: this.size + (this.cursor ? 0 : this.atHand.size), after: this.cursor };
  }

  /** Read `count` others from the head. */
  head(count: number, outstanding: ReadonlySet<number>): { limit: number; after: null } {
    this.noteAtHand(outstanding);
    return { limit: count + this.atHand.size, after: null };
  }

  /** @returns whether anything was new */
  add(claimed: readonly ClaimedDelivery[]): boolean {
    const fresh = claimed.filter((delivery) => !this.atHand.has(delivery.id));
    if (fresh.length > 0) {
      this.deliveries.push(...fresh);
      const last = fresh[fresh.length - 1];
      this.cursor = { dueAt: last.dueAt, id: last.id };
      this.size = Math.min(this.size * 2, MAX_CLAIM);
      return true;
    }
    // Behind the cursor there is nothing; before it, retries may have become due.
    if (this.cursor) this.cursor = null;
    else this.nothingMore = true;
    return false;
  }

  remove(delivery: ClaimedDelivery): void {
    this.deliveries.splice(this.deliveries.indexOf(delivery), 1);
  }

  /** Gives back what was claimed, which costs nothing: a claim writes nothing. */
  clear(): void {
    this.deliveries = [];
    this.cursor = null;
  }

  /** Looks at the backlog again, from its head. */
  reopen(): void {
    this.nothingMore = false;
    this.cursor = null;
  }

  exhaust(): void {
    this.clear();
    this.nothingMore = true;
  }

  private noteAtHand(outstanding: ReadonlySet<number>): void {
    this.atHand = new Set(outstanding);
    for (const delivery of this.deliveries) this.atHand.add(delivery.id);
  }
}
