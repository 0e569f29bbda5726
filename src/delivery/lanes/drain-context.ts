import type { Clock } from '../../common';
import type { LanePolicySettings } from '../policy/lane-policy';
import type { Recorder } from '../recording/recorder';
import type { Sender } from '../sending/sender';
import type { Claimer } from './claimer';
import type { InFlightGate } from './in-flight-gate';
import type { Paces } from './paces';

/** What the drains of a process share. */
export interface DrainContext {
  readonly claimer: Claimer;
  readonly recorder: Recorder;
  readonly sender: Sender;
  readonly gate: InFlightGate;
  readonly paces: Paces;
  readonly settings: LanePolicySettings;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
