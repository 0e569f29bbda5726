import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseEnv } from 'dotenv';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { ConfigError, loadConfig } from '../../src/config';
import { VARIABLES } from '../../src/config/variables';

const ROOT = join(__dirname, '..', '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  ports?: string[];
  volumes?: string[];
  deploy?: { replicas: number };
}
interface Compose {
  services: Record<string, Service>;
  volumes?: Record<string, null>;
}
const compose = (file: string) => load(text(file), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
/** As compose reads it: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`. */
const substituted = (value: string, given: Record<string, string>) =>
  value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
    if (given[name]) return given[name];
    if (kind === '-') return rest;
    throw new Error(`${name} is not set`);
  });

describe('docker/compose.yml', () => {
  const { services, volumes } = compose('docker/compose.yml');
  const products = ['api', 'worker'].map((name) => ({ name, ...services[name] }));
  const environmentOf = (service: Service, given: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(service.environment ?? {}).map(([key, value]) => [key, substituted(value, given)]),
    );

  it('has MySQL, Redis, one API and two workers', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'mysql', 'redis', 'worker']);
    expect(services.mysql.image).toMatch(/^mysql:8\./);
    expect(services.redis.image).toMatch(/^redis:\d/);
    expect(services.api.environment?.ROLE).toBe('api');
    expect(services.worker.environment?.ROLE).toBe('worker');
    expect([services.api.deploy?.replicas ?? 1, services.worker.deploy?.replicas]).toEqual([1, 2]);
  });

  it('starts the product when the services it needs are healthy, and shares the files between processes', () => {
    for (const name of ['mysql', 'redis']) expect(services[name].healthcheck?.test.length).toBeGreaterThan(1);
    for (const { depends_on, build, volumes: mounted } of products) {
      expect(depends_on).toEqual({ mysql: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } });
      expect(existsSync(join(ROOT, 'docker', build?.context ?? '', build?.dockerfile ?? ''))).toBe(true);
      expect(mounted).toEqual(['files:/data']);
    }
    expect(Object.keys(volumes ?? {})).toEqual(['database', 'files']);
  });

  it('publishes the API and nothing else', () => {
    const published = Object.entries(services).filter(([, service]) => (service.ports ?? []).length > 0);
    expect(published.map(([name]) => name)).toEqual(['api']);
  });

  it('sets only variables that the product reads, to values that it takes', () => {
    const given = {
      MYSQL_PASSWORD: 'a1b2c3',
      JWT_SECRET: '0123456789abcdefghijklmnopqrstuv',
      SECRETS_KEY: 'f0e1d2c3b4a59687'.repeat(4),
    };
    for (const { environment, ...service } of products) {
      expect(Object.keys(environment ?? {}).filter((name) => !Object.hasOwn(VARIABLES, name))).toEqual([]);
      const config = loadConfig({ ...environmentOf({ ...service, environment }, given), DATA_DIR: '/nowhere' });
      expect(config).toMatchObject({
        environment: 'production',
        role: environment?.ROLE,
        redisUrl: 'redis://redis:6379',
      });
    }
  });

  it('does not start without secrets, and the product refuses each placeholder', () => {
    expect(() => environmentOf(services.api, {})).toThrow('is not set');
    const placeholders = parseEnv(text('docker/.env.example'));
    expect(Object.keys(placeholders).sort()).toEqual(['JWT_SECRET', 'MYSQL_PASSWORD', 'SECRETS_KEY']);
    let refused: unknown;
    try {
      loadConfig({ ...environmentOf(services.api, placeholders), DATA_DIR: '/nowhere' });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(ConfigError);
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'SECRETS_KEY'])
      expect((refused as Error).message).toContain(name);
  });

  it('takes each variable from .env that .env.example names', () => {
    const used = new Set([...text('docker/compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const named = new Set([...text('docker/.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name));
    expect([...used].sort()).toEqual([...named].sort());
  });
});

describe('docker/compose.dev.yml', () => {
  it('has the services only, on ports of this machine only', () => {
    const { services } = compose('docker/compose.dev.yml');
    expect(Object.keys(services).sort()).toEqual(['mysql', 'redis']);
    for (const { ports } of Object.values(services))
      for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('docker/Dockerfile', () => {
  const lines = text('docker/Dockerfile').replace(/\\\n/g, ' ').split('\n');
  const instructions = lines.filter((line) => /^[A-Z]+ /.test(line)).map((line) => line.split(/ (.*)/s).slice(0, 2));
  const last = instructions.slice(instructions.findLastIndex(([name]) => name === 'FROM'));
  const of = (name: string, from = instructions) => from.filter(([found]) => found === name).map(([, rest]) => rest);

  it('builds in stages and ends with production dependencies only', () => {
    expect(of('FROM').length).toBeGreaterThan(2);
    for (const image of of('FROM')) expect(image).toMatch(/^node:22-\w+-slim( AS \w+)?$/);
    expect(of('RUN').some((command) => command.startsWith('npm ci --omit=dev'))).toBe(true);
    expect(of('RUN', last).some((command) => command.includes('npm'))).toBe(false);
  });

  it('runs as a user without rights, is checked, and gets signals itself', () => {
    expect(of('USER', last)).toEqual(['node']);
    expect(of('HEALTHCHECK', last)[0]).toContain('/health/ready');
    expect(JSON.parse(of('CMD', last)[0])).toEqual(['node', '--enable-source-maps', 'dist/src/main.js']);
  });

  it('copies only what .dockerignore lets through', () => {
    const allowed = text('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    for (const path of allowed) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    for (const path of ['data', '.env', 'node_modules', 'dist', '.git', 'test']) expect(allowed).not.toContain(path);
    const copied = of('COPY').filter((rest) => !rest.startsWith('--from'));
    for (const rest of copied) {
      for (const path of rest.split(' ').slice(0, -1)) expect(path === '.' || allowed.includes(path)).toBe(true);
    }
  });
});
