import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthApp } from '../auth/auth-app';

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}

describe('npm run operator:create', () => {
  const folder = mkdtempSync(join(tmpdir(), 'smartats-operator-'));
  const database = `sqlite:${join(folder, 'ats.db')}`;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    new Promise<Run>((resolve) => {
      const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: database };
      execFile('npm', ['run', '--silent', 'operator:create', '--', ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });

  it('creates an operator whose printed password signs in', async () => {
    const { code, stdout } = await run('--username', 'ops');
    expect(code).toBe(0);
    const password = /^password: (\S{16,})$/m.exec(stdout)?.[1];
    const api = await AuthApp.start(database);
    const answer = await api.post('/auth/login', { username: 'ops', password });
    await api.stop();
    expect(answer.body.data.user).toMatchObject({ username: 'ops', role: 'OPERATOR', organizationId: null });
  }, 120_000);

  it('says in a sentence why it does not', async () => {
    const taken = await run('--username', 'OPS');
    expect([taken.code, taken.stdout]).toEqual([1, '']);
    expect(taken.stderr).toContain('This username is taken');
    const bad = await run('--username', 'o p s');
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringContaining('username')]);
    const none = await run();
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('usage:')]);
  }, 60_000);
});
