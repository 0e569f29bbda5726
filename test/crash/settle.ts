import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './business/api-client';
import type { Organization } from './business/organization';

const POLL_MS = 500;
/** Looks in a row that find nothing pending: what is in the outbox is not counted by the API yet. */
const CALM_LOOKS = 5;

interface WebhookNow {
  readonly id: number;
  readonly enabled: boolean;
  readonly pendingCount: number;
}

/** Enables what is disabled, as an operator would. @returns what is pending by the API's own numbers */
export async function enableAndCount(api: ApiClient, organizations: readonly Organization[]): Promise<number> {
  let pending = 0;
  for (const { token } of organizations) {
    for (const webhook of await api.data<WebhookNow[]>('GET', '/webhooks', token)) {
      if (!webhook.enabled) await api.data('POST', `/webhooks/${webhook.id}/enable`, token);
      pending += webhook.pendingCount + (webhook.enabled ? 0 : 1);
    }
  }
  return pending;
}

/** Waits until nothing is pending. @returns what still is when the time is up */
export async function settle(
  api: ApiClient,
  organizations: readonly Organization[],
  timeoutMs: number,
): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  let pending = 1;
  for (let calm = 0; calm < CALM_LOOKS && Date.now() < deadline; calm = pending === 0 ? calm + 1 : 0) {
    await delay(POLL_MS);
    pending = await enableAndCount(api, organizations).catch(() => 1);
  }
  return pending;
}
