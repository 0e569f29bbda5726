import { spawnSync } from 'node:child_process';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { Sample } from './samples';

/** A request as it was received, and the secret that the receiver has. */
export interface Check {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly secret: string;
}

const ROOT = join(__dirname, '../..');

const PROGRAMS = { javascript: process.execPath, python: 'python3' } as const;

/** Feeds the sample from stdin, as a web framework would: header names without case, the body in bytes. */
const DRIVERS = {
  javascript: (entry: string, takes: Sample['takes']) => `
const checks = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(checks.map(({ body, headers, secret }) => ${
    takes === 'payload'
      ? `${entry}(JSON.parse(body), headers['x-webhook-signature'], secret)`
      : `${entry}(Buffer.from(body), headers, secret)`
  })));`,
  python: (entry: string, takes: Sample['takes']) => `
def run_checks():
    import email.message, json, sys
    results = []
    for check in json.loads(sys.stdin.buffer.read()):
        headers = email.message.Message()
        for name, value in check['headers'].items():
            headers[name] = value
        body = check['body'].encode()
        results.append(${
          takes === 'payload'
            ? `${entry}(json.loads(body), headers['X-Webhook-Signature'], check['secret'])`
            : `${entry}(body, headers, check['secret'])`
        })
    print(json.dumps(results))
run_checks()`,
} as const;

/**
 * Runs a sample in the real interpreter of its language.
 * @returns what it says of each request
 */
export function runSample({ language, code, entry, takes }: Sample, checks: readonly Check[]): boolean[] {
  const flag = language === 'javascript' ? '-e' : '-c';
  const { status, stdout, stderr, error } = spawnSync(
    PROGRAMS[language],
    [flag, `${code}\n${DRIVERS[language](entry, takes)}`],
    { cwd: ROOT, input: JSON.stringify(checks), encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`the ${language} sample failed: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as boolean[];
}

const hasPython = spawnSync('python3', ['--version']).status === 0;

/**
 * `it` for what runs Python. Without python3 these are skipped, which `npm test` reports as not run; with
 * `REQUIRE_SERVICES=1` they run and fail.
 */
export const itWithPython = hasPython || process.env.REQUIRE_SERVICES === '1' ? it : it.skip;
