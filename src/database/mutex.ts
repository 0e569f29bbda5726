/** First in, first out. */
export class Mutex {
  private tail: Promise<void> = Promise.resolve();

  /** Runs `work` when all that was given before has settled. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }
}
