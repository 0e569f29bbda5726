import 'reflect-metadata';
import { setMaxListeners } from 'node:events';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.factory';
import { type AppConfig, ConfigError, environment, loadConfig } from '../src/config';
import { UnitOfWork } from '../src/database';
import { ApiClient } from './api-client';
import { planDemo, type PlannedOrganization } from './seed/plan';
import { seedOrganization } from './seed/seed-organization';
import { Terminal } from './terminal';

const USAGE = `usage: npm run seed -- [--organizations 3] [--candidates 500] [--seed 1]
  --organizations  1–50
  --candidates     0–9999, shared among the organizations
  --seed           the same number makes the same data`;
const TIMEOUT_MS = 10 * 60_000;

/** Something that the person at the terminal can put right. */
class SeedRefused extends Error {}

async function main(): Promise<void> {
  const terminal = new Terminal();
  const options = readOptions();
  const config = configOf(environment());
  if (config.environment === 'production') {
    throw new SeedRefused(
      'The demonstration data comes with known passwords, so it is not made with NODE_ENV=production.',
    );
  }
  const plan = planDemo({ ...options, today: Date.now() });
  const started = Date.now();
  const app = await createApp(config);
  try {
    await refuseFilled(app.get(UnitOfWork));
    await app.listen(config.http.port, config.http.host);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    // Each request listens to it until its answer has been collected.
    setMaxListeners(0, signal);
    const baseUrl = `${await app.getUrl()}/api/v1`;
    for (const organization of plan) {
      await seedOrganization(new ApiClient(baseUrl, signal), organization);
      terminal.step(`${organization.name}: ${organization.candidates.length} candidates`);
    }
  } finally {
    await app.close();
  }
  terminal.line(`made in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  printLogins(terminal, plan);
}

function readOptions(): { organizations: number; candidates: number; seed: number } {
  const { values } = parseArgs({
    options: {
      organizations: { type: 'string', default: '3' },
      candidates: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
    },
  });
  const integer = (text: string, least: number, most: number): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) throw new TypeError(USAGE);
    return value;
  };
  return {
    organizations: integer(values.organizations, 1, 50),
    candidates: integer(values.candidates, 0, 9_999),
    seed: integer(values.seed, 0, 1_000_000),
  };
}

/** As configured, but for nobody else to reach and with no limit to how fast it may be filled. */
function configOf(env: Record<string, string | undefined>): AppConfig {
  return loadConfig({
    ...env,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    ACCESS_TOKEN_TTL: '1h',
    RATE_LIMIT_LOGIN: '1000000',
    RATE_LIMIT_REGISTER: '1000000',
    RATE_LIMIT_API: '1000000',
  });
}

async function refuseFilled(unitOfWork: UnitOfWork): Promise<void> {
  const [{ count }] = await unitOfWork.read((manager) =>
    manager.query<[{ count: number | string }]>('SELECT COUNT(*) AS count FROM users'),
  );
  if (Number(count) > 0)
    throw new SeedRefused('The database already holds users. Seed an empty one: another DATABASE_URL or DATA_DIR.');
}

function printLogins(terminal: Terminal, plan: readonly PlannedOrganization[]): void {
  for (const { name, users } of plan) {
    terminal.line();
    terminal.line(terminal.paint('bold', name));
    for (const { role, username, password } of users)
      terminal.line(`  ${role.padEnd(12)} ${username.padEnd(18)} ${password}`);
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof SeedRefused || error instanceof ConfigError || error instanceof TypeError;
  process.stderr.write(
    `${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
