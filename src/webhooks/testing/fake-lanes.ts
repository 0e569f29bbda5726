import { type LaneHealth, Lanes } from '../ports/lanes';

export const OPEN_LANE: LaneHealth = {
  state: 'open',
  failureCount: 0,
  closedUntil: null,
  lastSuccessAt: null,
  lastFailureAt: null,
  disabledReason: null,
  disabledAt: null,
  pendingCount: 0,
};

/** Lanes in memory. */
export class FakeLanes extends Lanes {
  readonly healths = new Map<number, LaneHealth>();
  /** What was asked for, in order. */
  readonly calls: string[] = [];

  create(webhookId: number): Promise<void> {
    this.healths.set(webhookId, { ...OPEN_LANE });
    return this.note(`create ${webhookId}`);
  }

  healthOf(webhookIds: readonly number[]): Promise<Map<number, LaneHealth>> {
    return Promise.resolve(new Map([...this.healths].filter(([id]) => webhookIds.includes(id))));
  }

  findDisabled(_organizationId: number | null, afterWebhookId: number, limit: number): Promise<number[]> {
    const disabled = [...this.healths].filter(([id, { state }]) => state === 'disabled' && id > afterWebhookId);
    return Promise.resolve(disabled.map(([id]) => id).slice(0, limit));
  }

  enable(webhookId: number, { discardHeld }: { discardHeld: boolean }): Promise<void> {
    this.healths.set(webhookId, { ...OPEN_LANE });
    return this.note(`enable ${webhookId}${discardHeld ? ' discarding' : ''}`);
  }

  disable(webhookId: number, reason: string): Promise<void> {
    this.healths.set(webhookId, { ...OPEN_LANE, state: 'disabled', disabledReason: reason });
    return this.note(`disable ${webhookId}: ${reason}`);
  }

  remove(webhookId: number): Promise<void> {
    this.healths.delete(webhookId);
    return this.note(`remove ${webhookId}`);
  }

  settingsChanged(webhookId: number): void {
    this.calls.push(`settings ${webhookId}`);
  }

  private note(call: string): Promise<void> {
    this.calls.push(call);
    return Promise.resolve();
  }
}
