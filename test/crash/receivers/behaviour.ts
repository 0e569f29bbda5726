import type { SeededRandom } from '../seeded-random';

/** What a receiver does with one request. */
export interface Reaction {
  readonly action: 'accept' | 'refuse' | 'reset' | 'hang';
  readonly delayMs: number;
}

/** How a receiver is: the same for the same seed, up to the order in which requests come. */
export interface Behaviour {
  readonly name: string;
  /** @param atMs since faults began */
  react(atMs: number): Reaction;
}

const ACCEPT: Reaction = { action: 'accept', delayMs: 0 };

export const healthy: Behaviour = { name: 'fast', react: () => ACCEPT };

export const slow = (random: SeededRandom, minMs: number, maxMs: number): Behaviour => ({
  name: `slow (${minMs}–${maxMs} ms)`,
  react: () => ({ action: 'accept', delayMs: random.between(minMs, maxMs) }),
});

export const flaky = (random: SeededRandom): Behaviour => ({
  name: 'flaky',
  react: () => {
    const drawn = random.next();
    const delayMs = random.between(0, 20);
    if (drawn < 0.1) return { action: 'refuse', delayMs };
    return { action: drawn < 0.13 ? 'reset' : 'accept', delayMs };
  },
});

/** Dead for a part of the run, in a way of its own. */
export function deadForAWhile(random: SeededRandom, durationMs: number): Behaviour {
  const from = durationMs * (0.1 + random.next() * 0.4);
  const until = from + durationMs * (0.2 + random.next() * 0.3);
  const action = random.pick(['refuse', 'reset', 'hang'] as const);
  return {
    name: `dead (${action}, ${Math.round(from / 1000)}–${Math.round(until / 1000)} s)`,
    react: (atMs) => (atMs >= from && atMs < until ? { action, delayMs: 0 } : ACCEPT),
  };
}
