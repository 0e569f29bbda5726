import { FakeClock } from '../../common';
import type { WebhookTarget } from '../../webhooks';
import type { LaneCondition } from '../policy/lane-policy';
import type { Outcome, Recorder, Settlement } from '../recording/recorder';
import type { Sender } from '../sending/sender';
import type { Claimant, ClaimedDelivery, Claimer } from './claimer';
import { InFlightGate } from './in-flight-gate';
import { LaneDrain } from './lane-drain';
import { Paces } from './paces';

const OPEN: LaneCondition = {
  state: 'open',
  failureCount: 0,
  closedUntil: null,
  lastFailedDeliveryId: null,
  lastFailureAt: null,
  disabledReason: null,
  disabledAt: null,
};
const TARGET: WebhookTarget = {
  webhookId: 1,
  organizationId: 1,
  url: 'http://127.0.0.1/hook',
  secret: '0'.repeat(64),
  signatureEncoding: 'utf8',
  headers: {},
  maxInFlight: 16,
  rateLimit: null,
  ordered: true,
};

describe('LaneDrain', () => {
  let clock: FakeClock;
  let claimants: Claimant[];
  let sent: string[];
  let drain: LaneDrain;
  let ended: Promise<boolean>;
  let due: ClaimedDelivery[];

  beforeEach(() => {
    clock = new FakeClock();
    claimants = [];
    sent = [];
    due = [1, 2].map((id) => ({
      id,
      webhookId: 1,
      eventId: id,
      attemptCount: 0,
      attemptLimit: null,
      createdAt: clock.now(),
      dueAt: clock.now(),
      event: { eventId: `event ${id}`, type: 'resume.uploaded', message: '{"eventId":"","data":{}}' },
    }));
    const sender = {
      send: ({ headers }: { headers: Record<string, string> }) => {
        sent.push(headers['x-webhook-id']);
        return Promise.resolve({
          result: { ok: true },
          durationMs: 1,
          statusCode: 204,
          responseHeaders: {},
          responseBody: '',
        });
      },
    } as unknown as Sender;
    const recorder = {
      hasRoom: true,
      record: ({ deliveryId, recorded }: Outcome) => {
        due = due.filter(({ id }) => id !== deliveryId);
        recorded(true);
      },
      settle: ({ settled }: Settlement) => settled(null),
    } as unknown as Recorder;
    drain = new LaneDrain(1, {
      claimer: { claim: (claimant: Claimant) => claimants.push(claimant) } as unknown as Claimer,
      recorder,
      sender,
      gate: new InFlightGate(),
      paces: new Paces(),
      settings: { delaysMs: [1_000], disableAfter: 5 },
      clock,
      random: () => 0.5,
    });
    ended = drain.run();
  });

  /** Answers the claim that waits. @param heldForMs how long the lease still lasts when the answer is there */
  const answer = async (heldForMs: number) => {
    const claimant = claimants.shift();
    if (!claimant) throw new Error('nothing was claimed');
    if (claimant.isStale) claimant.refresh({ epoch: 1, heldUntil: clock.now() + heldForMs, condition: OPEN }, TARGET);
    claimant.receive(claimant.request() ? due : []);
    await new Promise((resolve) => setImmediate(resolve));
  };

  it('sends on a lease that lasts, and ends when nothing is due', async () => {
    for (let n = 0; n < 6 && claimants.length > 0; n++) await answer(4_500);
    expect(await ended).toBe(false);
    expect(sent).toEqual(['event 1', 'event 2']);
  });

  it('sends nothing on a lease that ran out while the database answered: it takes the lane anew', async () => {
    await answer(-1);
    expect(sent).toEqual([]);
    expect(claimants).toHaveLength(1);
    expect(claimants[0].isStale).toBe(true);
    await answer(4_500);
    expect(sent[0]).toBe('event 1');
  });

  it('sends nothing when the lane has become another process’', async () => {
    await answer(-1);
    claimants[0].refresh(null, null);
    claimants[0].receive([]);
    expect(sent).toEqual([]);
  });
});
