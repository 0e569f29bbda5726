// npm test: lint, types, boundaries, format, then the unit, integration and end-to-end suites on every service there is.
// npm test -- <jest arguments>: only Jest, with the same services, e.g. `npm test -- test/auth`.
// REQUIRE_SERVICES=1: a missing service or a skipped test is a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { buildIfNeeded } from './build-if-needed.mjs';
import { root } from './root.mjs';
import { findServices } from './services.mjs';
import { JEST, runSteps, STATIC_STEPS } from './steps.mjs';

const jestArguments = process.argv.slice(2);
const everything = jestArguments.length === 0;
const required = ['1', 'true'].includes(process.env.REQUIRE_SERVICES ?? '');

/** @returns Jest's own summary, or null where it did not get that far */
async function runJest(services) {
  const folder = mkdtempSync(join(tmpdir(), 'smartats-jest-'));
  const summary = join(folder, 'summary.json');
  const env = { ...process.env };
  for (const { variable, url } of services) {
    if (url) env[variable] = url;
    else delete env[variable];
  }
  const child = spawn(process.execPath, [...JEST, '--json', `--outputFile=${summary}`, ...jestArguments], {
    cwd: root,
    // Jest prints its JSON to stdout too; what people read goes to stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const result = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  return { code, result };
}

/** Suites of which something did not run. */
function skippedSuites(result) {
  return (result?.testResults ?? []).flatMap(({ name, assertionResults }) => {
    const skipped = assertionResults.filter(({ status }) => status === 'pending' || status === 'todo').length;
    return skipped > 0 ? [`${relative(root, name)} (${skipped} of ${assertionResults.length} tests)`] : [];
  });
}

/** Suites that run on a service, entirely or in part: they name its variable or the harness that does. */
function suitesThatUse(variable) {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), 'utf8') })),
  );
  const users = new Set(files.filter(({ text }) => text.includes(variable)).map(({ file }) => file));
  const harnesses = [...users].filter((file) => !file.endsWith('.spec.ts')).map((file) => basename(file, '.ts'));
  const uses = ({ text }) => harnesses.some((harness) => text.includes(`/${harness}'`));
  return files
    .filter((source) => source.file.endsWith('.spec.ts') && (users.has(source.file) || uses(source)))
    .map(({ file }) => file)
    .sort();
}

const services = await findServices();
const stopAll = () => Promise.allSettled(services.map((service) => service.stop()));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stopAll().then(() => process.exit(130)));

let failedSteps = [];
let jest;
try {
  for (const { name, url, origin, reason } of services) console.log(`${name}: ${url ? origin : `none (${reason})`}`);
  if (everything) failedSteps = await runSteps(STATIC_STEPS);
  // Before the suites that start the built product, which would otherwise each wait for it.
  if (everything && !buildIfNeeded()) failedSteps.push('build');
  jest = await runJest(services);
} finally {
  await stopAll();
}

const missing = services.filter(({ url }) => url === null);
const skipped = skippedSuites(jest.result);
const stepCount = everything ? STATIC_STEPS.length + 1 : 0;
const brokenSuites = jest.result?.numRuntimeErrorTestSuites ?? 1;
const passed = (jest.result?.numPassedTests ?? 0) + stepCount - failedSteps.length;
const failed = (jest.result?.numFailedTests ?? 0) + brokenSuites + failedSteps.length;

console.log('');
for (const name of failedSteps) console.log(`FAILED: ${name}`);
for (const { name, variable, reason } of missing) {
  console.log(`NOT RUN: what needs ${name}, for there is none (${reason}). Set ${variable} or install it. The suites:`);
  for (const suite of suitesThatUse(variable)) console.log(`  ${suite}`);
}
for (const suite of skipped) console.log(`NOT RUN: ${suite}`);
const incomplete = required && (missing.length > 0 || skipped.length > 0);
if (incomplete) console.log('FAILED: REQUIRE_SERVICES is set, and something did not run.');
console.log(`${passed} passed, ${failed + (incomplete ? 1 : 0)} failed`);
process.exitCode = jest.code !== 0 || failed > 0 || incomplete ? 1 : 0;
