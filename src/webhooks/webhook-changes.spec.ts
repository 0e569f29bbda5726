import { randomBytes } from 'node:crypto';
import { SecretBox } from './secrets/secret-box';
import { WebhookSecrets } from './secrets/webhook-secrets';
import { webhookRow } from './testing/webhook-row';
import { changesOf, namesOf } from './webhook-changes';

const secrets = new WebhookSecrets(new SecretBox({ current: randomBytes(32), previous: [] }));

describe('changesOf', () => {
  it('is empty where the request says what is so already', () => {
    const webhook = webhookRow({ description: 'x', rateLimit: 5 });
    const { url, events, description, rateLimit, maxInFlight, ordered, signatureEncoding } = webhook;
    const same = { url, events: [...events], description, rateLimit, maxInFlight, ordered, signatureEncoding };
    expect(changesOf(webhook, same, secrets)).toEqual({});
    expect(changesOf(webhook, { version: 1 }, secrets)).toEqual({});
  });

  it('holds what differs, null included', () => {
    const webhook = webhookRow({ description: 'x', rateLimit: 5 });
    const request = { url: 'https://other.example/', events: ['*'], description: null, rateLimit: null, ordered: true };
    const changes = changesOf(webhook, request, secrets);
    expect(changes).toEqual(request);
    expect(namesOf(changes)).toEqual(['url', 'events', 'description', 'rateLimit', 'ordered']);
  });

  it('takes another order of events for a change of the list', () => {
    const webhook = webhookRow({ events: ['resume.*', 'system.*'] });
    expect(changesOf(webhook, { events: ['system.*', 'resume.*'] }, secrets)).toEqual({
      events: ['system.*', 'resume.*'],
    });
  });

  it('seals a secret and headers, and names neither value', () => {
    const webhook = webhookRow();
    const secret = 'correct horse battery staple';
    const changes = changesOf(webhook, { secret, headers: { 'X-Api-Key': 'v' } }, secrets);
    expect(changes.secretHint).toBe('corr****aple');
    expect(JSON.stringify(changes)).not.toContain('horse');
    expect(secrets.openSecret({ ...webhook, ...changes })).toBe(secret);
    expect(secrets.openHeaders({ ...webhook, ...changes })).toEqual({ 'x-api-key': 'v' });
    expect(namesOf(changes)).toEqual(['secret', 'headers']);
  });

  it.each([null, {}])('clears the headers on %j', (headers) => {
    const changes = changesOf(webhookRow({ headersEncrypted: 'sealed' }), { headers }, secrets);
    expect(changes).toEqual({ headersEncrypted: null });
    expect(namesOf(changes)).toEqual(['headers']);
  });
});

describe('WebhookSecrets', () => {
  it('does not open what another organization sealed, nor headers as a secret', () => {
    const secretEncrypted = secrets.sealSecret(1, 'a secret');
    const row = { organizationId: 2, secretEncrypted, headersEncrypted: secretEncrypted };
    expect(() => secrets.openSecret(row)).toThrow('moved from another row');
    expect(() => secrets.openHeaders({ ...row, organizationId: 1 })).toThrow('moved from another row');
  });
});
