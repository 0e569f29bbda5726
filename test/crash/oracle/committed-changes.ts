import type { BusinessMark, Operation } from '../business/operation';

/** What was really committed, and where that contradicts what the API had answered. */
export interface CommittedChanges {
  readonly committed: readonly Operation[];
  readonly contradictions: readonly string[];
}

/** Answers count where they say something; where they do not, the business rows decide. */
export function resolveOperations(
  operations: readonly Operation[],
  rows: { has(mark: BusinessMark): boolean },
): CommittedChanges {
  const committed: Operation[] = [];
  const contradictions: string[] = [];
  for (const operation of operations) {
    const { outcome, mark, answer } = operation;
    const isThere = rows.has(mark);
    const what = `${mark.place} ${mark.value}, answered "${answer}" at ${new Date(operation.endedAt).toISOString()}`;
    // A skill is overwritten by the next one.
    if (outcome === 'committed' && !isThere && mark.place !== 'candidate skill') {
      contradictions.push(`accepted, but not in the database: ${what}`);
    }
    if (outcome === 'refused' && isThere) contradictions.push(`refused, but in the database: ${what}`);
    if (outcome === 'committed' || isThere) committed.push(operation);
  }
  return { committed, contradictions };
}
