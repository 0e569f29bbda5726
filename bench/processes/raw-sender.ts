import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { cpuMicros, serve } from './messages';
import { examplePayload } from './example-payload';

/**
 * The baseline: a loop that serialises, signs in both schemes and posts the bodies that the product posts, with the same
 * headers and as many requests under way, over undici and nothing else.
 */
async function send(port: number, requests: number, concurrency: number): Promise<void> {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: concurrency, pipelining: 1 });
  const secret = 'a1b2c3d4'.repeat(8);
  const key = Buffer.from(secret, 'base64');
  let started = 0;
  const worker = async () => {
    while (started < requests) {
      const n = started++;
      const eventId = `550e8400-e29b-41d4-a716-${String(n).padStart(12, '0')}`;
      const head = { eventId, eventType: 'resume.uploaded', timestamp: '2026-02-20T16:00:00', version: '1.0' };
      const data = examplePayload(n);
      const signature = `sha256=${createHmac('sha256', secret)
        .update(JSON.stringify({ ...head, data }))
        .digest('hex')}`;
      const body = JSON.stringify({ ...head, signature, data });
      const timestamp = Math.floor(Date.now() / 1000);
      const standard = createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`).digest('base64');
      const response = await pool.request({
        path: '/hook',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'SmartATS-Webhook/1.0',
          'x-webhook-event': head.eventType,
          'x-webhook-id': eventId,
          'x-webhook-signature': signature,
          'x-webhook-delivery': String(n),
          'x-webhook-attempt': '1',
          'webhook-id': eventId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,${standard}`,
        },
        body,
      });
      await response.body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.close();
}

serve(async ({ port, requests, concurrency }) => {
  await send(Number(port), 2_000, Number(concurrency));
  const cpu = cpuMicros();
  const from = process.hrtime.bigint();
  await send(Number(port), Number(requests), Number(concurrency));
  return { cpuMicros: cpuMicros() - cpu, wallMs: Number(process.hrtime.bigint() - from) / 1e6 };
});
