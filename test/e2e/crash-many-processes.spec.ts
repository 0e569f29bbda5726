import { execFile } from 'node:child_process';
import { MariadbServer } from '../crash/servers/mariadb-server';
import { RedisServer } from '../crash/servers/redis-server';

/** It starts servers of its own. Where it has no TEST_DATABASE_URL or no TEST_REDIS_URL, `npm test` names this suite. */
const areServersInstalled = MariadbServer.isInstalled() && RedisServer.isInstalled();

describe('an API and workers on MariaDB and Redis', () => {
  const run = areServersInstalled ? it : it.skip;

  run(
    'lose and invent nothing while processes, servers and connections are killed at random',
    async () => {
      const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
        (resolve) => {
          const args = ['run', '--silent', 'test:crash', '--', '--seed', '7', '--minutes', '0.33', '--workers', '2'];
          execFile('npm', args, (error, out, err) =>
            resolve({ code: Number(error?.code ?? 0), stdout: out, stderr: err }),
          );
        },
      );
      const lines = stdout.trimEnd().split('\n');
      const last = lines[lines.length - 1];
      // The whole report is what a failure must show.
      if (code !== 0 || !last.startsWith('{')) throw new Error(`${stdout}\n${stderr}`);
      const summary = JSON.parse(last) as Record<string, unknown>;
      expect(summary).toMatchObject({
        lost: 0,
        ghosts: 0,
        unexplainedDuplicates: 0,
        outOfOrder: 0,
        wrongSignatures: 0,
      });
      expect(summary.owed).toBeGreaterThan(20);
    },
    // It takes 40 s on a machine of its own, and that machine may be busy.
    600_000,
  );
});
