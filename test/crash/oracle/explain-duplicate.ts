import type { Fault } from '../faults/fault';
import type { Duplicate } from './verdict';

/** The longest that a response waits for its record to be committed on a machine that is very busy, ms. */
const RECORDING_MS = 4_000;

/** Faults that take away what a process knew and had not committed, or keep it from committing. */
const LOSES_RECORDS: ReadonlySet<Fault['kind']> = new Set([
  'kill worker',
  'kill API',
  'kill everything',
  'pause worker',
  'kill database',
  'restart database',
]);

/** Faults that keep every process from recording: a process that stands still may hold locks in the database. */
const STALLS_RECORDS: ReadonlySet<Fault['kind']> = new Set(['pause worker', 'kill database', 'restart database']);

/**
 * A delivery is sent again when the process that sent it was killed or paused before its record was committed, or when the
 * database was away then. Flushing Redis, ending a worker by SIGTERM and cutting connections explain nothing.
 * @returns the fault; null where none explains it
 */
export function explainDuplicate({ accepted, arrival }: Duplicate, faults: readonly Fault[]): Fault | null {
  const unrecordedUntil = latestRecording(accepted.acceptedAt ?? accepted.at, faults);
  return (
    faults.find((fault) => {
      if (!LOSES_RECORDS.has(fault.kind)) return false;
      if (fault.from > arrival.at || fault.from > unrecordedUntil || effectEnds(fault) < accepted.at) return false;
      return fault.processes.length === 0 || accepted.sender === null || fault.processes.includes(accepted.sender);
    }) ?? null
  );
}

/** A process that stood still just before it sent, sends when it goes on, however long ago it looked at its lease. */
function effectEnds({ kind, until }: Fault): number {
  const end = until ?? Number.POSITIVE_INFINITY;
  return kind === 'pause worker' ? end + RECORDING_MS : end;
}

/** When what was accepted at `acceptedAt` had been recorded at the latest, had its sender lived. */
function latestRecording(acceptedAt: number, faults: readonly Fault[]): number {
  let latest = acceptedAt + RECORDING_MS;
  for (const { kind, from, until } of [...faults].sort((a, b) => a.from - b.from)) {
    const isOver = until ?? Number.POSITIVE_INFINITY;
    if (STALLS_RECORDS.has(kind) && from <= latest && isOver >= acceptedAt) {
      latest = Math.max(latest, isOver + RECORDING_MS);
    }
  }
  return latest;
}

/** The fault whose beginning or end is nearest to the moment at which it came again, for people. */
export function nearestFault({ arrival }: Duplicate, faults: readonly Fault[]): { fault: Fault; ms: number } | null {
  let nearest: { fault: Fault; ms: number } | null = null;
  for (const fault of faults) {
    for (const edge of [fault.from, fault.until ?? fault.from]) {
      const ms = arrival.at - edge;
      if (!nearest || Math.abs(ms) < Math.abs(nearest.ms)) nearest = { fault, ms };
    }
  }
  return nearest;
}
