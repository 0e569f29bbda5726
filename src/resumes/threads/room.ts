interface Visit {
  done: Promise<unknown>;
  hadCompany: boolean;
}

/** Lets work run side by side, or one piece of it with nothing beside it. Who wants to be alone goes before those who come later. */
export class Room {
  private readonly inside = new Set<Visit>();
  private door: Promise<unknown> = Promise.resolve();

  /** @returns the result, and whether other work ran in the room meanwhile */
  async shared<T>(work: () => Promise<T>): Promise<{ result: T; hadCompany: boolean }> {
    for (let door: Promise<unknown> | undefined; door !== this.door;) {
      door = this.door;
      await door;
    }
    const visit: Visit = { done: Promise.resolve(), hadCompany: this.inside.size > 0 };
    for (const other of this.inside) other.hadCompany = true;
    this.inside.add(visit);
    const done = work().finally(() => this.inside.delete(visit));
    visit.done = done.catch(() => undefined);
    return { result: await done, hadCompany: visit.hadCompany };
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.door.then(async () => {
      while (this.inside.size > 0) await Promise.all([...this.inside].map((visit) => visit.done));
      return work();
    });
    this.door = turn.catch(() => undefined);
    return turn;
  }
}
