import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './business/api-client';
import { HiringStream } from './business/hiring-stream';
import { Ledger } from './business/ledger';
import { createOrganization, type Organization } from './business/organization';
import { FaultInjector } from './faults/fault-injector';
import { planFaults } from './faults/plan-faults';
import type { CrashOptions } from './options';
import { BusinessRows } from './oracle/business-rows';
import { resolveOperations } from './oracle/committed-changes';
import { evidenceOf } from './oracle/evidence';
import { TimedOutAttempts } from './oracle/timed-out-attempts';
import { judge, type Verdict } from './oracle/verdict';
import { snapshotBuild } from './product/build-snapshot';
import { ProductFleet } from './product/product-fleet';
import { healthy } from './receivers/behaviour';
import { CrashReceiver } from './receivers/crash-receiver';
import { planSubscriptions, subscribe, type Subscription, WEBHOOKS_PER_ORGANIZATION } from './receivers/subscription';
import type { RunFacts } from './report';
import { SeededRandom } from './seeded-random';
import { MariadbServer } from './servers/mariadb-server';
import { RedisServer } from './servers/redis-server';
import { settle } from './settle';

const ORGANIZATIONS = 4;
const STREAMS_PER_ORGANIZATION = 2;
/** For a machine that is busy with other things, as are the next ones. */
const START_TIMEOUT_MS = 180_000;
const SETTLE_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
/** Events of which the tables are looked into when something is wrong. */
const MAX_EVIDENCE = 5;

/** One run: servers, processes, receivers, changes, faults, and what an observer outside of it all makes of it. */
export class CrashRun {
  private readonly random: SeededRandom;
  private readonly ledger = new Ledger();
  private readonly evidence: string[] = [];
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly options: CrashOptions,
    private readonly folder: string,
    private readonly say: (text: string) => void,
  ) {
    this.random = new SeededRandom(options.seed);
  }

  /** Ends at once whatever was started. */
  killNow(): void {
    for (const stop of this.stops.splice(0).reverse()) stop();
  }

  async run(): Promise<RunFacts & { readonly evidence: readonly string[] }> {
    const logFolder = join(this.folder, 'logs');
    mkdirSync(logFolder);
    const database = await MariadbServer.create(join(this.folder, 'mariadb'), join(logFolder, 'mariadb.log'));
    this.stops.push(() => database.killNow());
    const redis = this.options.embedded ? null : await RedisServer.create(join(logFolder, 'redis.log'));
    this.stops.push(() => redis?.killNow());
    const fleet = await ProductFleet.create({
      mainFile: snapshotBuild(join(this.folder, 'build')),
      folder: this.folder,
      logFolder,
      databaseUrl: database.url,
      redisUrl: redis?.url ?? null,
      workers: this.options.workers,
    });
    this.stops.push(() => fleet.killNow());
    fleet.start();
    await fleet.untilUp(START_TIMEOUT_MS);

    const api = new ApiClient(fleet.apiUrl);
    const organizations: Organization[] = [];
    for (let n = 0; n < ORGANIZATIONS; n++) organizations.push(await createOrganization(api, n));
    const { subscriptions, receivers, webhookIds } = await this.subscribeAll(organizations, fleet, api);

    const injector = new FaultInjector(fleet, database, redis, this.random.fork('connections'));
    await this.hireUnderFaults(organizations, api, injector, () => fleet.api.untilUp(START_TIMEOUT_MS));

    this.say('the faults are over; waiting until nothing is pending');
    for (const receiver of receivers) receiver.behave(healthy);
    const calmSince = Date.now();
    await fleet.untilUp(START_TIMEOUT_MS);
    const pending = await settle(api, organizations, SETTLE_TIMEOUT_MS);
    const settledMs = Date.now() - calmSince;
    const defects = [...injector.defects, ...(await this.stopFleet(fleet))];

    const connection = await database.connect();
    const rows = await BusinessRows.read(connection);
    const [events] = await connection.query('SELECT event_id FROM events ORDER BY id');
    const timedOut = await TimedOutAttempts.read(connection);
    const { committed, contradictions } = resolveOperations(this.ledger.operations, rows);
    const verdict = judge(
      committed,
      subscriptions.map((subscription) => ({ subscription, arrivals: receivers[subscription.index].arrivals })),
      (events as { event_id: string }[]).map(({ event_id }) => event_id),
      (arrival) => timedOut.has(arrival),
    );
    for (const [key, webhook] of suspects(verdict).slice(0, MAX_EVIDENCE)) {
      this.evidence.push(`${key} for webhook ${webhook}: ${await evidenceOf(connection, key, webhookIds[webhook])}`);
    }
    await connection.end();
    return {
      seed: this.options.seed,
      verdict,
      faults: injector.faults,
      operations: {
        committed: committed.length,
        refused: this.ledger.count('refused'),
        unknown: this.ledger.count('unknown'),
      },
      arrivals: receivers.reduce((sum, receiver) => sum + receiver.arrivals.length, 0),
      contradictions,
      surprises: this.ledger.surprises,
      defects,
      exits: fleet.processes.flatMap((process) => process.unaskedExits),
      pending,
      settledMs,
      evidence: this.evidence,
    };
  }

  private async subscribeAll(organizations: readonly Organization[], fleet: ProductFleet, api: ApiClient) {
    const subscriptions: Subscription[] = planSubscriptions(
      organizations,
      this.random.fork('receivers'),
      this.options.durationMs,
    );
    const receivers: CrashReceiver[] = [];
    const webhookIds: number[] = [];
    for (const subscription of subscriptions) {
      const receiver = await CrashReceiver.start(subscription.index, (client, server) => fleet.ownerOf(client, server));
      this.stops.push(() => receiver.stop());
      receivers.push(receiver);
      webhookIds.push(await subscribe(subscription, receiver, api));
    }
    for (const { index, behaviour } of subscriptions) receivers[index].behave(behaviour);
    this.say(`${organizations.length} organizations with ${WEBHOOKS_PER_ORGANIZATION} webhooks each; faults begin`);
    return { subscriptions, receivers, webhookIds };
  }

  private async hireUnderFaults(
    organizations: readonly Organization[],
    api: ApiClient,
    injector: FaultInjector,
    ready: () => Promise<void>,
  ): Promise<void> {
    const count = organizations.length * STREAMS_PER_ORGANIZATION;
    const streams = Array.from({ length: count }, (_, n) => {
      const name = `run-${this.options.seed}-${n}`;
      const organization = organizations[n % organizations.length];
      return new HiringStream(name, n, count, organization, api, this.ledger, this.random.fork(name), ready);
    });
    const running = Promise.all(streams.map((stream) => stream.run()));
    running.catch(() => undefined);
    const { flushEveryMs, embedded } = this.options;
    await injector.run(planFaults(this.random.fork('faults'), this.options), embedded ? null : flushEveryMs);
    for (const stream of streams) stream.stop();
    await running;
  }

  /** Nothing is left to do, so each process ends at once and with 0. @returns what did not */
  private async stopFleet(fleet: ProductFleet): Promise<string[]> {
    const ends = fleet.processes.map(async (process) => {
      const killer = setTimeout(() => process.killNow(), STOP_TIMEOUT_MS);
      const code = await process.end('SIGTERM');
      clearTimeout(killer);
      return code === 0 ? [] : [`${process.name} ended with ${code} when it was stopped at the end`];
    });
    return (await Promise.all(ends)).flat();
  }
}

/** The events to be looked into. */
function suspects({ lost, ghosts, duplicates, disorders }: Verdict): [key: string, webhook: number][] {
  return [
    ...lost.map(({ key, webhook }): [string, number] => [key, webhook]),
    ...[...ghosts, ...disorders].map(({ arrival }): [string, number] => [arrival.key, arrival.webhook]),
    ...duplicates.map(({ arrival }): [string, number] => [arrival.key, arrival.webhook]),
  ];
}
