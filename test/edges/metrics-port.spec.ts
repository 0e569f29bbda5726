import { MetricsServer } from '../../src/metrics/metrics-server';
import { DATABASE_KINDS } from '../harness/databases';
import { HiringApp } from '../hiring/hiring-app';

jest.setTimeout(60_000);

it('metrics move to a port of their own, where there is nothing else', async () => {
  const database = await DATABASE_KINDS[0].create();
  const api = await HiringApp.start(database.url, { METRICS_PORT: '0' });
  const { port } = api.app.get(MetricsServer);
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect([metrics.status, metrics.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(await metrics.text()).toMatch(/^process_cpu_seconds_total /m);
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/jobs`)).status).toBe(404);
  expect((await fetch(`${api.origin}/metrics`)).status).toBe(404);
  await api.stop();
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  await database.drop();
});
