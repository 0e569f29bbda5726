/**
 * Port: tells processes that parse of tasks that were committed elsewhere. It holds no truth: what it forgets, they find
 * when they look into the table, every second.
 */
export abstract class ParseSignals {
  /** A task was committed that this process does not begin itself. Returns at once and never throws. */
  abstract announce(): void;

  /** @param take resolves when this process could begin another task; each announcement goes to one that can */
  abstract listen(take: () => Promise<void>): void;

  /** Hears and says no more, in bounded time. */
  abstract stop(): Promise<void>;
}

/** Where no other process parses there is nobody to tell. */
export class NoParseSignals extends ParseSignals {
  announce(): void {
    // Whoever committed the task begins it.
  }

  listen(): void {
    // Nobody announces.
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
