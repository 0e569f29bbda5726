import type { Queue } from 'bull';

/**
 * Makes a process ask for one job at a time. Bull asks for as many as it may work on at once, over one connection, so that
 * the process that Redis happens to serve first takes all jobs of a burst, and leaves the others idle.
 */
export function fetchInTurn(queue: Queue): void {
  const fetch = queue.getNextJob.bind(queue);
  let turn: Promise<unknown> = Promise.resolve();
  queue.getNextJob = () => {
    const fetched = turn.then(fetch);
    turn = fetched.catch(() => undefined);
    return fetched;
  };
}
