import type { UnitOfWork } from '../../../src/database';

/** Due deliveries of the one lane that is far behind; its webhook is 1. */
export const BACKLOG = 100_000;
/** Lanes in all. */
export const LANES = 1_000;
/** Events, each of them owed to webhook 1, delivered to webhook 2, and owed to one of the others. */
const EVENTS = BACKLOG;
/** Finished deliveries of webhook 2, with an attempt each. */
export const HISTORY = 100_000;
/** Events that one fan-out turned into deliveries share a due time. */
const BATCH = 500;
export const START = 1_700_000_000_000;

const DIGITS =
  '(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
/** The numbers from 1 to 10^`powers`, which both servers can make. */
const numbers = (powers: number) =>
  `(SELECT 1 + ${Array.from({ length: powers }, (_, p) => `d${p}.n * ${10 ** p}`).join(' + ')} AS n
    FROM ${Array.from({ length: powers }, (_, p) => `${DIGITS} d${p}`).join(' CROSS JOIN ')}) AS numbers`;

/** Fills the tables as a year of use would: one lane far behind, a thousand that are not, a long history. */
export async function fillTables(unitOfWork: UnitOfWork): Promise<void> {
  const statements = [
    `INSERT INTO webhooks (id, organization_id, owner_id, url, events, secret_encrypted, secret_hint, signature_encoding,
       max_in_flight, ordered, version, created_at, updated_at)
     SELECT n, 1 + n % 50, 1, 'http://127.0.0.1:9/', '["*"]', 'x', 'abcd****wxyz', 'utf8', 16, 0, 1, ${START}, ${START}
     FROM ${numbers(3)}`,
    `INSERT INTO webhook_subscriptions (organization_id, webhook_id, pattern, since_at, until_at)
     SELECT 1 + n % 50, n, '*', ${START}, NULL FROM ${numbers(3)}`,
    `INSERT INTO lanes (webhook_id, organization_id, state, failure_count, epoch, due_at)
     SELECT n, 1 + n % 50, 'open', 0, 0, CASE WHEN n = 1 OR n % 10 = 0 THEN ${START} + n ELSE NULL END FROM ${numbers(3)}`,
    `INSERT INTO events (id, event_id, organization_id, type, occurred_at, message)
     SELECT n, CONCAT('event-', n), 1 + n % 50, 'resume.uploaded', ${START} + n, REPEAT('x', 100) FROM ${numbers(5)}`,
    `INSERT INTO deliveries (webhook_id, event_id, event_type, status, attempt_count, next_attempt_at, created_at)
     SELECT 1, n, 'resume.uploaded', 'pending', 0, ${START} + FLOOR(n / ${BATCH}), ${START} FROM ${numbers(5)}`,
    `INSERT INTO deliveries (webhook_id, event_id, event_type, status, attempt_count, next_attempt_at, created_at, completed_at)
     SELECT 2, n, 'resume.uploaded', 'succeeded', 1, NULL, ${START}, ${START} FROM ${numbers(5)}`,
    `INSERT INTO deliveries (webhook_id, event_id, event_type, status, attempt_count, next_attempt_at, created_at)
     SELECT 3 + n % 997, n, 'resume.uploaded', 'pending', 0, ${START} + n, ${START} FROM ${numbers(5)}`,
    `INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, signature, standard_signature, signature_encoding, decision)
     SELECT id, 1, ${START}, 1, 'success', 's', 's', 'utf8', 'd' FROM deliveries WHERE webhook_id = 2`,
    `INSERT INTO outbox (event_id, organization_id, type, occurred_at, message)
     SELECT CONCAT('waiting-', n), 1 + n % 50, 'resume.uploaded', ${START} + n, REPEAT('x', 100) FROM ${numbers(4)}`,
    `UPDATE fan_out_state SET last_event_id = ${EVENTS}, last_fan_out_at = ${START}`,
  ];
  for (const sql of statements) await unitOfWork.run(() => unitOfWork.manager.query(sql));
  await unitOfWork.read((manager) =>
    manager.query('ANALYZE TABLE webhooks, webhook_subscriptions, lanes, events, deliveries, attempts, outbox'),
  );
}
