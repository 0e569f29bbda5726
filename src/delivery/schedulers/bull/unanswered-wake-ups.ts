/**
 * Lanes that have been woken for a while and did not run here. Most run in another process; one of a thousand stands
 * behind a job that nobody will take.
 */
export class UnansweredWakeUps {
  private readonly since = new Map<number, number>();

  /** @param suspectAfterMs how long a lane goes unanswered before it is suspected, each time anew */
  constructor(private readonly suspectAfterMs: number) {}

  /** The lane runs here. */
  answered(id: number): void {
    this.since.delete(id);
  }

  /** Notes wake-ups at `now`, ms. @returns the lanes that are to be looked at */
  note(ids: readonly number[], now: number): number[] {
    const suspects: number[] = [];
    for (const id of ids) {
      const since = this.since.get(id);
      if (since === undefined) this.since.set(id, now);
      else if (now - since >= this.suspectAfterMs) {
        suspects.push(id);
        this.since.delete(id);
      }
    }
    return suspects;
  }
}
