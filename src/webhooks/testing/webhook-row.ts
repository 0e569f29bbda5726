import type { Webhook } from '../entities/webhook.entity';

/** A webhook as it lies in the database, with what a test cares about. */
export function webhookRow(values: Partial<Webhook> = {}): Webhook {
  return {
    id: 1,
    organizationId: 1,
    ownerId: 1,
    url: 'https://your-server.com/webhook',
    description: null,
    events: ['resume.uploaded'],
    secretEncrypted: '',
    secretHint: 'a1b2****c3d4',
    signatureEncoding: 'utf8',
    headersEncrypted: null,
    maxInFlight: 16,
    rateLimit: null,
    ordered: false,
    version: 1,
    createdAt: 0,
    updatedAt: 0,
    deletedAt: null,
    ...values,
  };
}
