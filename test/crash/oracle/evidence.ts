import type { Connection } from 'mysql2/promise';

/** What the product's own tables say of one event, for whoever looks for the defect. */
export async function evidenceOf(connection: Connection, key: string, webhookId: number): Promise<string> {
  const mark = key.slice(key.indexOf('|') + 1).replace(/^interview of /, '');
  const type = key.slice(0, key.indexOf('|'));
  const quoted = JSON.stringify(mark).slice(1, -1);
  const pattern = `%${quoted.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = async (sql: string, parameters: unknown[]) => (await connection.query(sql, parameters))[0];
  const outbox = await rows('SELECT id, event_id, occurred_at FROM outbox WHERE type = ? AND message LIKE ?', [
    type,
    pattern,
  ]);
  const deliveries = await rows(
    `SELECT e.id AS event, e.event_id, e.occurred_at, d.id AS delivery, d.status, d.attempt_count, d.next_attempt_at,
     d.created_at, d.completed_at, d.last_error
     FROM events e LEFT JOIN deliveries d ON d.event_id = e.id AND d.webhook_id = ?
     WHERE e.type = ? AND e.message LIKE ? LIMIT 5`,
    [webhookId, type, pattern],
  );
  const attempts = await rows(
    `SELECT a.delivery_id, a.number, a.started_at, a.duration_ms, a.outcome, a.error FROM attempts a
     JOIN deliveries d ON d.id = a.delivery_id JOIN events e ON e.id = d.event_id
     WHERE d.webhook_id = ? AND e.type = ? AND e.message LIKE ? ORDER BY a.id LIMIT 10`,
    [webhookId, type, pattern],
  );
  const lane = await rows('SELECT * FROM lanes WHERE webhook_id = ?', [webhookId]);
  return JSON.stringify({ outbox, deliveries, attempts, lane });
}
