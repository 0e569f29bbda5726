// The services that the tests use: found where one is named or runs here, else started on a free port and stopped afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const START_TIMEOUT_MS = 30_000;

const errors = [];
const isRoot = process.getuid?.() === 0;

/** A program on the PATH, or where Debian puts servers. */
function which(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/local/bin'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function query(url, sql) {
  const { createConnection } = require('mysql2/promise');
  const connection = await createConnection({ uri: url, connectTimeout: 3_000 });
  try {
    return await connection.query(sql);
  } finally {
    await connection.end();
  }
}

async function ping(url) {
  const { Redis } = require('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

const works = async (attempt) => {
  try {
    await attempt();
    return true;
  } catch (error) {
    errors.push(error);
    return false;
  }
};

/**
 * A server of our own in a new folder.
 * @param prepare makes the command line from the folder and the port
 */
async function startPrivate(name, prepare, isUp) {
  const folder = mkdtempSync(join(tmpdir(), `smartats-${name}-`));
  const port = await freePort();
  const [program, ...args] = prepare(folder, port);
  const child = spawn(program, args, { cwd: folder, stdio: 'ignore' });
  let running = true;
  const ended = new Promise((resolve) => {
    child.on('error', resolve);
    child.on('exit', resolve);
  }).then(() => (running = false));
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, delay(5_000, undefined, { ref: false })]);
    kill();
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (running && Date.now() < deadline) {
    if (await works(() => isUp(port))) return { port, stop };
    await delay(150);
  }
  await stop();
  throw new Error(`${program} did not start`);
}

function prepareDatabase(folder, port) {
  const data = join(folder, 'data');
  const asRoot = isRoot ? ['--user=root'] : [];
  const mariadb = which('mariadbd');
  const install = which('mariadb-install-db', 'mysql_install_db');
  const initialize =
    mariadb && install
      ? [
          install,
          '--no-defaults',
          `--datadir=${data}`,
          '--auth-root-authentication-method=normal',
          '--skip-test-db',
          ...asRoot,
        ]
      : [which('mysqld'), '--no-defaults', '--initialize-insecure', `--datadir=${data}`, ...asRoot];
  const { status, stderr } = spawnSync(initialize[0], initialize.slice(1), { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${initialize[0]} failed: ${stderr}`);
  return [
    mariadb ?? which('mysqld'),
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${join(folder, 'socket')}`,
    `--port=${port}`,
    `--pid-file=${join(folder, 'pid')}`,
    '--bind-address=127.0.0.1',
    '--skip-log-bin',
    '--innodb-flush-log-at-trx-commit=2',
    '--max-connections=400',
    '--character-set-server=utf8mb4',
    ...asRoot,
  ];
}

async function findDatabase() {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await query(given, 'SELECT 1');
    return { url: given, origin: 'TEST_DATABASE_URL', stop: async () => undefined };
  }
  const local = 'mysql://root@127.0.0.1:3306';
  const name = `smartats_test_${process.pid}`;
  if (await works(() => query(local, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`))) {
    return {
      url: `${local}/${name}`,
      origin: 'the local server',
      stop: () => query(local, `DROP DATABASE IF EXISTS ${name}`),
    };
  }
  if (!which('mariadbd', 'mysqld')) return null;
  const { port, stop } = await startPrivate('mysql', prepareDatabase, (at) =>
    query(`mysql://root@127.0.0.1:${at}`, 'SELECT 1'),
  );
  const server = `mysql://root@127.0.0.1:${port}`;
  await query(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return { url: `${server}/${name}`, origin: 'a private server', stop };
}

async function findRedis() {
  const given = process.env.TEST_REDIS_URL;
  if (given) {
    await ping(given);
    return { url: given, origin: 'TEST_REDIS_URL', stop: async () => undefined };
  }
  const server = which('redis-server', 'valkey-server');
  if (server) {
    // Preferred to one that runs here: suites flush it, and that one may hold somebody's data.
    const { port, stop } = await startPrivate(
      'redis',
      (_folder, at) => [server, '--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      (at) => ping(`redis://127.0.0.1:${at}`),
    );
    return { url: `redis://127.0.0.1:${port}/0`, origin: 'a private server', stop };
  }
  const local = 'redis://127.0.0.1:6379/15';
  return (await works(() => ping(local)))
    ? { url: local, origin: 'the local server', stop: async () => undefined }
    : null;
}

async function attempt(name, variable, find) {
  const before = errors.length;
  try {
    const service = await find();
    if (service) return { name, variable, ...service };
  } catch (error) {
    errors.push(error);
  }
  const reason =
    errors
      .slice(before)
      .map((error) => error.message || error.code)
      .at(-1) ?? 'no server program found';
  return { name, variable, url: null, reason, stop: async () => undefined };
}

/** @returns `{ name, variable, url, origin, reason, stop }` each; `url` is null where there is none */
export function findServices() {
  return Promise.all([
    attempt('MySQL/MariaDB', 'TEST_DATABASE_URL', findDatabase),
    attempt('Redis', 'TEST_REDIS_URL', findRedis),
  ]);
}
