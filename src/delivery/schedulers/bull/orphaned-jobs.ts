import type { Queue } from 'bull';
import type Redis from 'ioredis';

/**
 * A job is in a list from the moment it is added until it is removed, all of it atomically, unless Redis is flushed in
 * between: then Bull can write fields of a job that has lost its place. No worker will ever take it, and while it exists
 * Bull silently drops each new one with its id.
 */
const REMOVE = `
local removed = 0
for _, id in ipairs(ARGV) do
  local job = KEYS[5] .. id
  if redis.call('EXISTS', job) == 1 and redis.call('EXISTS', job .. ':lock') == 0
    and not redis.call('LPOS', KEYS[1], id) and not redis.call('LPOS', KEYS[2], id) then
    redis.call('DEL', job)
    redis.call('ZREM', KEYS[3], id)
    redis.call('ZREM', KEYS[4], id)
    removed = removed + 1
  end
end
return removed`;

/** Removes those of the jobs that are in no list. @returns how many there were */
export async function removeOrphanedJobs(redis: Redis, queue: Queue, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const keys = ['wait', 'active', 'completed', 'failed', ''].map((name) => queue.toKey(name));
  return Number(await redis.eval(REMOVE, keys.length, ...keys, ...ids));
}
