import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product } from '../harness/product';

interface Run {
  code: number;
  stdout: string;
  stderr: string;
}
type Row = Record<string, string | number | null>;

const APPLICATION_STATES = ['HIRED', 'INTERVIEW', 'OFFER', 'PENDING', 'REJECTED', 'SCREENING', 'WITHDRAWN'];
/** Everything that was decided; not when it happened, nor what is random by design. */
const DECIDED = [
  'SELECT id, name FROM organizations ORDER BY id',
  'SELECT id, organization_id, username, email, role FROM users ORDER BY id',
  'SELECT id, organization_id, title, department, location, status FROM jobs ORDER BY id',
  'SELECT id, organization_id, name, email, phone, skills, education, employers, years_of_experience FROM candidates ORDER BY id',
  'SELECT id, organization_id, job_id, candidate_id, status FROM applications ORDER BY id',
  'SELECT id, application_id, interviewer_id, round, status, score, recommendation FROM interviews ORDER BY id',
  'SELECT id, organization_id, url FROM webhooks ORDER BY id',
];

describe('npm run seed', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'smartats-seed-'));
    folders.push(folder);
    return folder;
  };
  const seed = (folder: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
    new Promise((resolve) => {
      const options = { env: { ...process.env, DATA_DIR: folder, DATABASE_URL: `sqlite:${folder}/ats.db`, ...env } };
      execFile('npm', ['run', '--silent', 'seed', '--', ...args], options, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
    });
  const small = ['--organizations', '2', '--candidates', '31'];

  it('makes the same demonstration for the same seed, in every state, with logins that work', async () => {
    const [first, second, other] = [newFolder(), newFolder(), newFolder()];
    const runs = [await seed(first, small), await seed(second, small), await seed(other, [...small, '--seed', '2'])];
    expect(runs.map(({ code, stderr }) => [code, stderr.replace('Building …\n', '')])).toEqual(
      [0, 0, 0].map((code) => [code, '']),
    );
    const logins = runs.map(({ stdout }) => stdout.slice(stdout.indexOf('\n\n')));
    expect(logins[1]).toBe(logins[0]);
    expect(logins[2]).not.toBe(logins[0]);

    const [data, same, different] = await Promise.all([first, second, other].map(decided));
    expect(same).toEqual(data);
    expect(different).not.toEqual(data);
    const [organizations, , , candidates, applications] = data;
    expect([organizations.length, candidates.length]).toEqual([2, 31]);
    expect([...new Set(applications.map(({ status }) => status))].sort()).toEqual(APPLICATION_STATES);

    const [, username, password] = /ADMIN +(\S+) +(\S+)/.exec(runs[0].stdout) ?? [];
    await onProduct(first, async (product) => {
      const session = await product.data<{ accessToken: string; user: Row }>('POST', '/auth/login', undefined, {
        username,
        password,
      });
      expect(session.user).toMatchObject({ username, role: 'ADMIN' });
      const webhooks = await product.data<{ enabled: boolean }[]>('GET', '/webhooks', session.accessToken);
      expect(webhooks.map(({ enabled }) => enabled)).toEqual([false, false]);
    });
  }, 240_000);

  it('leaves a database that holds anything as it is, and a production alone', async () => {
    const folder = newFolder();
    const empty = ['--organizations', '1', '--candidates', '0'];
    expect((await seed(folder, empty)).code).toBe(0);
    const before = await decided(folder);
    const again = await seed(folder, empty);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('already holds users')]);
    expect(await decided(folder)).toEqual(before);
    const secrets = { JWT_SECRET: 'x1'.repeat(20) + 'abcdefgh', SECRETS_KEY: '0123456789abcdef'.repeat(4) };
    const production = await seed(newFolder(), empty, { NODE_ENV: 'production', ...secrets });
    expect([production.code, production.stderr]).toEqual([1, expect.stringContaining('NODE_ENV=production')]);
    const wrong = await seed(newFolder(), ['--candidates', 'many']);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('usage:')]);
  }, 240_000);
});

async function onProduct<T>(folder: string, use: (product: Product) => Promise<T>): Promise<T> {
  const product = await Product.start({ databaseUrl: `sqlite:${folder}/ats.db` });
  try {
    return await use(product);
  } finally {
    await product.stop();
  }
}

function decided(folder: string): Promise<Row[][]> {
  return onProduct(folder, async (product) => {
    const tables: Row[][] = [];
    for (const sql of DECIDED) tables.push(await product.query<Row>(sql));
    return tables;
  });
}
