/* global Blob */
// npm run test:image: the steps of docker/Dockerfile without Docker, in clean folders, and what comes of them started and used.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './root.mjs';

const RESUME = join(root, 'test', 'fixtures', 'resumes', 'zh-font-not-embedded.pdf');
const work = mkdtempSync(join(tmpdir(), 'smartats-image-'));
const folder = (name) => join(work, name);

function run(cwd, program, ...args) {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
}

/** What the build context holds: .dockerignore lets through named paths and drops some names in them. */
function copyContext(target) {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  const allowed = lines.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  const dropped = lines.flatMap((line) => (line.startsWith('**/') ? [line.slice(3)] : []));
  const isDropped = (name) => dropped.some((it) => (it.startsWith('*') ? name.endsWith(it.slice(1)) : name === it));
  mkdirSync(target);
  for (const path of allowed.filter((it) => existsSync(join(root, it)))) {
    cpSync(join(root, path), join(target, path), { recursive: true, filter: (source) => !isDropped(basename(source)) });
  }
}

/** @returns the folder as the last stage of the image has it */
function build() {
  const [stage, dependencies, image] = ['build', 'dependencies', 'image'].map(folder);
  copyContext(stage);
  run(stage, 'npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline');
  run(stage, 'npm', 'run', 'build');
  mkdirSync(dependencies);
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(stage, name), join(dependencies, name));
  run(dependencies, 'npm', 'ci', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline');
  mkdirSync(image);
  renameSync(join(dependencies, 'node_modules'), join(image, 'node_modules'));
  for (const name of ['dist', 'package.json', 'scripts', 'docs']) renameSync(join(stage, name), join(image, name));
  rmSync(stage, { recursive: true });
  return image;
}

async function listening(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  for (let tries = 0; tries < 600; tries++) {
    const url = /listens on (\S+)/.exec(output)?.[1];
    if (url) return url;
    if (child.exitCode !== null) break;
    await delay(100);
  }
  throw new Error(`it did not start: ${output}`);
}

async function call(url, path, token, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
    },
    body: isForm ? body : body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${answer.message}`);
  return answer.data;
}

/** A PDF whose Chinese font is not embedded is read only where the character maps and the worker's files are there. */
async function parseResume(url) {
  const account = { username: 'image', email: 'image@example.com', password: 'correct horse battery' };
  const { accessToken } = await call(url, '/api/v1/auth/register', null, { ...account, organizationName: 'image' });
  const form = new FormData();
  form.append('file', new Blob([readFileSync(RESUME)]), basename(RESUME));
  const { id } = await call(url, '/api/v1/resumes', accessToken, form);
  for (let tries = 0; tries < 300; tries++) {
    const resume = await call(url, `/api/v1/resumes/${id}`, accessToken);
    if (resume.status === 'COMPLETED') return;
    if (resume.status === 'FAILED') break;
    await delay(200);
  }
  throw new Error('the résumé was not parsed');
}

let child;
try {
  const image = build();
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORT: '0',
    DATA_DIR: folder('data'),
    JWT_SECRET: randomBytes(48).toString('base64'),
    SECRETS_KEY: randomBytes(32).toString('base64'),
  };
  child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/main.js'], { cwd: image, env });
  const url = await listening(child);
  const { status } = await call(url, '/health/ready');
  if (status !== 'ok') throw new Error(`/health/ready says ${status}`);
  await parseResume(url);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`it ended with ${code}`);
  const operator = ['run', '--silent', 'operator:create', '--', '--username', 'ops'];
  const created = spawnSync('npm', operator, { cwd: image, env, encoding: 'utf8' });
  if (!/^password: \S+$/m.test(created.stdout)) throw new Error(`operator:create: ${created.stderr}`);
  console.log('The steps of the image work: ready, reads a PDF with Chinese, ends with 0, creates an operator.');
} finally {
  child?.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
}
