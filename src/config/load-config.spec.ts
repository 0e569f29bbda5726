import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config.error';
import { loadConfig } from './load-config';
import { VARIABLES } from './variables';

describe('loadConfig', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'config-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const load = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR: dataDir, ...env });
  const faultsOf = (env: Record<string, string>): string[] => {
    try {
      load(env);
    } catch (error) {
      if (error instanceof ConfigError) return Object.keys(error.faults).sort();
      throw error;
    }
    return [];
  };

  it('runs on the embedded default with nothing set', () => {
    const config = load();
    expect(config.http).toEqual({ host: '127.0.0.1', port: 3000, trustedProxies: [], metricsPort: null });
    expect(config.database.url).toBe(`sqlite:${join(dataDir, 'smartats.db')}`);
    expect(config.redisUrl).toBeNull();
    expect(config.webhook.timeoutMs).toBe(3000);
    expect(config.webhook.retryDelaysMs.map((ms) => ms / 1000)).toEqual([
      5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400,
    ]);
    expect(config.webhook.disableAfter).toBe(5);
    expect(config.webhook.allowHttp).toBe(true);
  });

  it('generates the keys once and keeps them private', () => {
    const first = load();
    expect(first.jwtSecret).toHaveLength(64);
    expect(load().jwtSecret).toBe(first.jwtSecret);
    expect(load().secretsKeys.current).toEqual(first.secretsKeys.current);
    expect(statSync(join(dataDir, 'keys', 'jwt-secret')).mode & 0o777).toBe(0o600);
  });

  it('names every bad variable at once', () => {
    expect(
      faultsOf({
        PORT: '70000',
        WEBHOOK_TIMEOUT: '3 parsecs',
        WEBHOOK_RETRY_DELAYS: '5s,soon',
        WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/64',
        APP_TIMEZONE: 'Mars/Olympus',
        DATABASE_URL: 'postgres://x/y',
        JWT_SECRET: 'short',
        SECRETS_KEY: 'abcd',
      }),
    ).toEqual(
      [
        'APP_TIMEZONE',
        'DATABASE_URL',
        'JWT_SECRET',
        'PORT',
        'SECRETS_KEY',
        'WEBHOOK_ALLOWED_NETWORKS',
        'WEBHOOK_RETRY_DELAYS',
        'WEBHOOK_TIMEOUT',
      ].sort(),
    );
  });

  it('demands strong keys in production and refuses http: webhooks there', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual(['JWT_SECRET', 'SECRETS_KEY']);
    const weak = { JWT_SECRET: 'a'.repeat(40), SECRETS_KEY: '00'.repeat(32) };
    expect(faultsOf({ NODE_ENV: 'production', ...weak })).toEqual(['JWT_SECRET', 'SECRETS_KEY']);
    const strong = { JWT_SECRET: '0123456789abcdefghijklmnopqrstuv', SECRETS_KEY: 'f0e1d2c3b4a59687'.repeat(4) };
    expect(load({ NODE_ENV: 'production', ...strong }).webhook.allowHttp).toBe(false);
  });

  it('refuses a role of its own without Redis and a database that processes can share', () => {
    const mysql = { DATABASE_URL: 'mysql://root@127.0.0.1:3306/ats' };
    const redis = { REDIS_URL: 'redis://127.0.0.1:6379' };
    expect(faultsOf({ ROLE: 'worker' })).toEqual(['DATABASE_URL', 'REDIS_URL']);
    expect(faultsOf({ ROLE: 'worker', ...mysql })).toEqual(['REDIS_URL']);
    expect(faultsOf({ ROLE: 'api', ...redis })).toEqual(['DATABASE_URL']);
    expect(faultsOf({ ROLE: 'api', ...redis, ...mysql })).toEqual([]);
  });

  it('is frozen all the way down', () => {
    const config = load();
    expect(() => ((config.webhook as { timeoutMs: number }).timeoutMs = 1)).toThrow(TypeError);
  });
});

describe('.env.example', () => {
  it('lists exactly the variables of the schema', () => {
    const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
    const listed = [...text.matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(Object.keys(VARIABLES).sort());
  });
});
