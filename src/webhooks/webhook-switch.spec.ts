import type { AuditLog, AuditRecord, AuthenticatedUser } from '../auth';
import type { UnitOfWork } from '../database';
import { FakeLanes } from './testing/fake-lanes';
import { webhookRow } from './testing/webhook-row';
import { WebhookSwitch } from './webhook-switch';
import { webhookNotFound } from './webhooks.errors';

const user: AuthenticatedUser = { id: 4, username: 'ops', role: 'OPERATOR', organizationId: null };
const find = () => Promise.resolve(webhookRow({ id: 7, organizationId: 3 }));

describe('WebhookSwitch', () => {
  let lanes: FakeLanes;
  let records: AuditRecord[];
  let webhookSwitch: WebhookSwitch;

  beforeEach(() => {
    lanes = new FakeLanes();
    records = [];
    const audit = { record: (record: AuditRecord) => Promise.resolve(void records.push(record)) } as AuditLog;
    const unitOfWork = {
      run: async <T>(work: () => Promise<T>) => {
        lanes.calls.push('begin');
        const result = await work();
        lanes.calls.push('commit');
        return result;
      },
    } as UnitOfWork;
    webhookSwitch = new WebhookSwitch(lanes, audit, unitOfWork);
  });

  it('enables and records it in one unit of work', async () => {
    await webhookSwitch.enable(user, find, false);
    expect(lanes.calls).toEqual(['begin', 'enable 7', 'commit']);
    expect(records).toEqual([
      {
        action: 'webhook.enabled',
        actor: user,
        target: { type: 'webhook', id: 7 },
        organizationId: 3,
        details: { discardHeld: false },
      },
    ]);
  });

  it('discards a backlog outside of the unit of work, which would grow with it', async () => {
    await webhookSwitch.enable(user, find, true);
    expect(lanes.calls).toEqual(['begin', 'commit', 'enable 7 discarding']);
    expect(records).toMatchObject([{ details: { discardHeld: true } }]);
  });

  it('disables with the name of who did it', async () => {
    await webhookSwitch.disable(user, find);
    expect(lanes.calls).toEqual(['begin', 'disable 7: Disabled by ops.', 'commit']);
    expect(records).toMatchObject([{ action: 'webhook.disabled', organizationId: 3 }]);
  });

  it('touches no lane where the user may not have the webhook', async () => {
    const forbidden = () => Promise.reject(webhookNotFound());
    await expect(webhookSwitch.enable(user, forbidden, true)).rejects.toMatchObject({ type: 'webhook.not_found' });
    expect(lanes.healths.size).toBe(0);
    expect(records).toEqual([]);
  });
});
