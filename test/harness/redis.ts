import Redis from 'ioredis';

/** The Redis that suites run on; undefined where `TEST_REDIS_URL` names none. */
export const REDIS_URL = process.env.TEST_REDIS_URL;

/** A database of the test worker's own, empty. Suites of one worker run one after another. */
export async function emptyRedisDatabase(url: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/${1 + (Number(process.env.JEST_WORKER_ID ?? 1) % 15)}`;
  const client = new Redis(own.href);
  await client.flushdb();
  await client.quit();
  return own.href;
}
