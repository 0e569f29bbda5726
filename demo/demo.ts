import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from './api-client';
import { Arrivals } from './arrivals';
import { Ats } from './ats';
import { EXPECTED_EVENTS, runHiringFlow } from './hiring-flow';
import { type ReceivedDelivery, sampleReceiver } from './sample-receiver';
import { Terminal } from './terminal';

/** The whole demo, ms; what has not arrived by then is missing. */
const TIME_LIMIT_MS = 60_000;
const LOGIN = { username: 'demo', password: 'a password for the demo' };

const terminal = new Terminal();

interface Webhook {
  readonly id: number;
  readonly secret: string;
  readonly pendingCount: number;
}

/** Starts the ATS and a receiver, drives the hiring flow and checks what arrives. @returns true where all is well */
async function run(ats: Ats, receiver: Server): Promise<boolean> {
  const started = Date.now();
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const arrivals = new Arrivals();
  const api = new ApiClient(`${ats.origin}/api/v1`, signal);
  let failure: unknown;
  try {
    const webhook = await subscribe(api, receiver, arrivals);
    await runHiringFlow(api, (text) => terminal.step(text));
    await everythingDelivered(api, webhook.id, arrivals, signal);
  } catch (error) {
    failure = signal.aborted ? new Error(`${TIME_LIMIT_MS / 1000} s were not enough`) : error;
  }
  const faults = arrivals.faults(EXPECTED_EVENTS);
  terminal.line();
  if (failure === undefined && faults.length === 0) {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const text = `All ${EXPECTED_EVENTS.length} expected events arrived, each verified in both schemes (${seconds} s).`;
    terminal.line(terminal.paint('green', text));
    return true;
  }
  terminal.line(terminal.paint('red', 'The demo failed.'));
  if (failure !== undefined) terminal.line(`  ${failure instanceof Error ? failure.message : String(failure)}`);
  for (const fault of faults) terminal.line(`  ${fault}`);
  return false;
}

async function subscribe(api: ApiClient, receiver: Server, arrivals: Arrivals): Promise<Webhook> {
  const account = await api.post<{ accessToken: string }>('/auth/register', {
    ...LOGIN,
    email: 'demo@example.com',
    organizationName: 'Demo',
  });
  api.signIn(account.accessToken);
  terminal.step(`registered the user ${LOGIN.username}`);

  const { port } = receiver.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/webhook`;
  const webhook = await api.post<Webhook>('/webhooks', { url, events: ['*'], description: 'The sample receiver' });
  receiver.on(
    'request',
    sampleReceiver({
      secret: webhook.secret,
      receive: (delivery) => {
        arrivals.add(delivery);
        print(delivery);
      },
      refuse: (reason) => {
        arrivals.refused(reason);
        terminal.line(`  ${terminal.paint('red', '✗')} refused a request: ${reason}`);
      },
    }),
  );
  terminal.step(`created webhook ${webhook.id} for every event, to ${url}`);
  return webhook;
}

function print({ event, attempt, duplicate, verification }: ReceivedDelivery): void {
  const mark = (verified: boolean) => (verified ? terminal.paint('green', '✓') : terminal.paint('red', '✗'));
  terminal.line(
    `  ${terminal.paint('bold', event.eventType.padEnd(27))} ${terminal.paint('dim', event.eventId)}  attempt ${attempt}` +
      `  X-Webhook-Signature ${mark(verification.guide)}  webhook-signature ${mark(verification.standard)}` +
      (duplicate ? '  (again)' : ''),
  );
}

/** Waits until all that is expected has arrived and nothing more is on its way. */
async function everythingDelivered(
  api: ApiClient,
  webhookId: number,
  arrivals: Arrivals,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { pendingCount } = await api.get<Webhook>(`/webhooks/${webhookId}`);
    if (pendingCount === 0 && arrivals.has(EXPECTED_EVENTS)) return;
    await delay(100, undefined, { signal });
  }
}

/** Leaves everything running until the terminal says stop. */
async function keepRunning(ats: Ats): Promise<void> {
  const consoleUrl = `${ats.origin}/console`;
  const { status } = await fetch(consoleUrl);
  terminal.line();
  terminal.line(`API       ${ats.origin}/api/v1`);
  terminal.line(`API docs  ${ats.origin}/docs`);
  if (status === 200) terminal.line(`Console   ${consoleUrl}`);
  terminal.line(`Login     ${LOGIN.username} / ${LOGIN.password}`);
  terminal.line('Ctrl+C ends the demo and removes its data.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

async function main(): Promise<void> {
  const keep = process.argv.includes('--keep');
  const receiver = createServer();
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const ats = await Ats.start();
  terminal.line(`SmartATS runs on ${ats.origin}, on SQLite and its in-process scheduler.`);
  try {
    const succeeded = await run(ats, receiver);
    if (!succeeded) process.exitCode = 1;
    else if (keep) await keepRunning(ats);
  } finally {
    await ats.stop();
    receiver.closeAllConnections();
    receiver.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
