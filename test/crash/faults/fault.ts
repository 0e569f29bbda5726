export const FAULT_KINDS = [
  'kill worker',
  'pause worker',
  'terminate worker',
  'kill API',
  'kill everything',
  'flush Redis',
  'restart Redis',
  'kill database',
  'restart database',
  'cut connections',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault as the seed has it. */
export interface PlannedFault {
  /** ms after the beginning. */
  readonly at: number;
  readonly kind: FaultKind;
  /** Which worker, for those that hit one: an index. */
  readonly worker: number;
  /** How long what is hit stays away, ms. */
  readonly downMs: number;
}

/** A fault as it happened. Times in ms. */
export interface Fault {
  readonly kind: FaultKind;
  /** The processes of the product that it hit; none where it was a server. */
  readonly processes: readonly string[];
  readonly from: number;
  /** When what was hit ran again; null while it has not. */
  until: number | null;
  note: string;
}
