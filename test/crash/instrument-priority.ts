import { constants, setPriority } from 'node:os';

/**
 * The receivers must not be what is slow: this process goes first where the system lets it. What it starts inherits that
 * and is put back by {@link normalPriority}.
 */
export function goFirst(): void {
  attempt(() => setPriority(constants.priority.PRIORITY_HIGH));
}

export function normalPriority(pid: number | undefined): void {
  if (pid !== undefined) attempt(() => setPriority(pid, constants.priority.PRIORITY_NORMAL));
}

/** Only a privileged process may; without it the test is as good on a machine that has time. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}
