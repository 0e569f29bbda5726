import { randomBytes } from 'node:crypto';
import type { AuthenticatedUser } from '../auth';
import { LocalTime } from '../common';
import type { ListAdminWebhooksQuery } from './dto/list-admin-webhooks.query';
import { SecretBox } from './secrets/secret-box';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { FakeLanes, OPEN_LANE } from './testing/fake-lanes';
import { webhookRow } from './testing/webhook-row';
import { WebhookAdminService } from './webhook-admin.service';
import type { WebhookOwnership } from './webhook-ownership';
import { WebhookPresenter } from './webhook-presenter';
import type { WebhookSwitch } from './webhook-switch';
import type { WebhooksRepository } from './webhooks.repository';

const operator: AuthenticatedUser = { id: 1, username: 'ops', role: 'OPERATOR', organizationId: null };

/** Webhooks 1–20; the even ones disabled. */
const rows = Array.from({ length: 20 }, (_, n) => webhookRow({ id: n + 1, organizationId: (n % 3) + 1 }));

function adminOf(deleted: readonly number[] = []) {
  const existing = rows.filter(({ id }) => !deleted.includes(id));
  const webhooks = {
    page: (_organizationId: number | null, afterId: number, limit: number) =>
      Promise.resolve(existing.filter(({ id }) => id > afterId).slice(0, limit)),
    findAll: (ids: readonly number[]) => Promise.resolve(existing.filter(({ id }) => ids.includes(id))),
  } as WebhooksRepository;
  const lanes = new FakeLanes();
  for (const { id } of rows) lanes.healths.set(id, { ...OPEN_LANE, state: id % 2 === 0 ? 'disabled' : 'open' });
  const secrets = new WebhookSecrets(new SecretBox({ current: randomBytes(32), previous: [] }));
  const presenter = new WebhookPresenter(lanes, secrets, new LocalTime('UTC'));
  return new WebhookAdminService(webhooks, presenter, lanes, {} as WebhookOwnership, {} as WebhookSwitch);
}

async function walk(admin: WebhookAdminService, query: ListAdminWebhooksQuery): Promise<number[][]> {
  const pages: number[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await admin.list(operator, { ...query, cursor });
    pages.push(page.items.map((item) => item.id));
    if (page.nextCursor === null) return pages;
    cursor = page.nextCursor;
  }
}

const range = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);

describe('WebhookAdminService.list', () => {
  it('walks all, the disabled and the enabled ones, each once, in full pages', async () => {
    const admin = adminOf();
    expect((await walk(admin, { limit: 8 })).map((page) => page.length)).toEqual([8, 8, 4]);
    expect((await walk(admin, { limit: 4, enabled: 'false' })).map((page) => page.length)).toEqual([4, 4, 2]);
    expect((await walk(admin, { limit: 4, enabled: 'false' })).flat()).toEqual(range(2, 20, 2));
    expect((await walk(admin, { limit: 4, enabled: 'true' })).map((page) => page.length)).toEqual([4, 4, 2]);
    expect((await walk(admin, { limit: 4, enabled: 'true' })).flat()).toEqual(range(1, 19, 2));
  });

  it('does not end early where lanes of deleted webhooks are still there', async () => {
    const pages = await walk(adminOf([2, 4, 6, 8]), { limit: 3, enabled: 'false' });
    expect(pages).toEqual([
      [10, 12, 14],
      [16, 18, 20],
    ]);
  });

  it('says whose each webhook is', async () => {
    const { items } = await adminOf().list(operator, { limit: 1 });
    expect(items).toMatchObject([{ id: 1, organizationId: 1, ownerId: 1, enabled: true }]);
  });
});
