import type { Job, Queue } from 'bull';
import type Redis from 'ioredis';

/** Ending a job makes Bull take the next one; a process that stops must not. */
export function takeNoJobAfter(job: Job): void {
  const complete = job.moveToCompleted.bind(job);
  job.moveToCompleted = (value, ignoreLock) => complete(value, ignoreLock, true);
}

/**
 * Puts back the jobs that this process took from the queue and never began, as happens to those that Bull had fetched
 * when the process was told to stop. Otherwise they would wait until their locks expire.
 */
const GIVE_BACK = `
local given = 0
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if redis.call('GET', KEYS[3] .. id .. ':lock') == ARGV[1] then
    redis.call('LREM', KEYS[1], 0, id)
    redis.call('DEL', KEYS[3] .. id .. ':lock')
    redis.call('RPUSH', KEYS[2], id)
    given = given + 1
  end
end
return given`;

/** Only after all jobs that this process began have ended. @returns how many there were */
export async function giveBackJobs(redis: Redis, queue: Queue): Promise<number> {
  const { token } = queue as Queue & { token: string };
  const keys = [queue.toKey('active'), queue.toKey('wait'), queue.toKey('')];
  return Number(await redis.eval(GIVE_BACK, keys.length, ...keys, token));
}
