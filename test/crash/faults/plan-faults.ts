import type { SeededRandom } from '../seeded-random';
import { FAULT_KINDS, type FaultKind, type PlannedFault } from './fault';

interface PlanSettings {
  readonly durationMs: number;
  readonly workers: number;
  readonly embedded: boolean;
}

/** Time between two faults, ms. */
const INTERVAL_MS = [900, 3_200] as const;

const WEIGHTS: Record<FaultKind, number> = {
  'kill worker': 5,
  'pause worker': 3,
  'terminate worker': 3,
  'kill API': 2,
  'kill everything': 1,
  'flush Redis': 2,
  'restart Redis': 2,
  'kill database': 1,
  'restart database': 1,
  'cut connections': 2,
};

/** How long what is hit stays away, ms. A paused worker wakes up after its locks and leases have run out. */
const DOWN_MS: Record<FaultKind, readonly [number, number]> = {
  'kill worker': [200, 3_000],
  'pause worker': [6_500, 11_000],
  'terminate worker': [100, 1_500],
  'kill API': [200, 1_500],
  'kill everything': [200, 1_500],
  'flush Redis': [0, 0],
  'restart Redis': [100, 3_000],
  'kill database': [100, 2_000],
  'restart database': [100, 2_000],
  'cut connections': [0, 0],
};

/** With one process that does all there are no workers and no Redis. */
const EMBEDDED: readonly FaultKind[] = [
  'kill API',
  'kill everything',
  'kill database',
  'restart database',
  'cut connections',
];

/** The schedule of a seed: each kind once in any order, then at random by weight. */
export function planFaults(random: SeededRandom, settings: PlanSettings): PlannedFault[] {
  const kinds: readonly FaultKind[] = settings.embedded ? EMBEDDED : FAULT_KINDS;
  const weighted = kinds.flatMap((kind) => Array<FaultKind>(WEIGHTS[kind]).fill(kind));
  const first = random.shuffle(kinds);
  const faults: PlannedFault[] = [];
  for (let at = random.between(500, 1_500); at < settings.durationMs; at += random.between(...INTERVAL_MS)) {
    const kind = first.shift() ?? random.pick(weighted);
    faults.push({
      at,
      kind,
      worker: Math.floor(random.next() * settings.workers),
      downMs: random.between(...DOWN_MS[kind]),
    });
  }
  return faults;
}
