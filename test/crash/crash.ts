import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrashRun } from './crash-run';
import { goFirst } from './instrument-priority';
import { type CrashOptions, parseOptions, USAGE } from './options';
import { report } from './report';

const say = (text: string) => process.stdout.write(`${text}\n`);

function optionsOrExit(): CrashOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

/** Prints a report for people and, in the last line, one for programs. Exit code 1 where anything was violated. */
async function main(): Promise<void> {
  const options = optionsOrExit();
  goFirst();
  const folder = mkdtempSync(join(tmpdir(), 'smartats-crash-'));
  const run = new CrashRun(options, folder, say);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      run.killNow();
      process.exit(130);
    });
  }
  let passed = false;
  try {
    const facts = await run.run();
    const result = report(facts);
    passed = result.passed;
    writeFileSync(join(folder, 'logs', 'report.txt'), [result.text, ...facts.evidence, result.summary].join('\n'));
    say(result.text);
    if (!passed) for (const line of facts.evidence) say(line);
    say(result.summary);
  } finally {
    run.killNow();
    if (passed && !options.keep) rmSync(folder, { recursive: true, force: true });
    else process.stderr.write(`logs: ${join(folder, 'logs')}\n`);
  }
  process.exit(passed ? 0 : 1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
});
