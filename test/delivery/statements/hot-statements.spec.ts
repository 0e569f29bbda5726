import type { DataSource } from 'typeorm';
import { FakeClock, Logger } from '../../../src/common';
import { connectDataSource, migrate, UnitOfWork } from '../../../src/database';
import { DeliveryRepository } from '../../../src/delivery/lanes/delivery.repository';
import { LaneRepository } from '../../../src/delivery/lanes/lane.repository';
import { DeliveryLogRepository } from '../../../src/delivery/log/delivery-log.repository';
import { EventFeedRepository } from '../../../src/delivery/log/event-feed.repository';
import { EventContents } from '../../../src/delivery/outbox/event-contents';
import { OutboxRepository } from '../../../src/delivery/outbox/outbox.repository';
import { AttemptRepository, type NewAttempt } from '../../../src/delivery/recording/attempt.repository';
import { ENTITIES } from '../../../src/entities';
import { SubscriptionsRepository } from '../../../src/webhooks/subscriptions/subscriptions.repository';
import { WebhooksRepository } from '../../../src/webhooks/webhooks.repository';
import { DATABASE_KINDS, type TestDatabase } from '../../harness/databases';
import { type Examined, StatementWatch } from './examined-rows';
import { BACKLOG, fillTables, HISTORY, LANES, START } from './large-tables';

const SERVERS = DATABASE_KINDS.filter((kind) => kind.name === 'MySQL');
/** Rows that a statement may look at for no other reason than how the server works. */
const SLACK = 50;

jest.setTimeout(120_000);

(SERVERS.length > 0 ? describe : describe.skip)(
  'hot statements cost what they return, whatever the tables hold',
  () => {
    let database: TestDatabase;
    let dataSource: DataSource;
    let unitOfWork: UnitOfWork;
    let watch: StatementWatch;
    const clock = new FakeClock(START + BACKLOG);
    const now = START + BACKLOG;

    beforeAll(async () => {
      database = await SERVERS[0].create();
      dataSource = await connectDataSource({ url: database.url, poolSize: 4 }, ENTITIES);
      await migrate(dataSource);
      unitOfWork = new UnitOfWork(dataSource, Logger.create('silent'));
      await fillTables(unitOfWork);
      watch = new StatementWatch(dataSource);
    });
    afterAll(async () => {
      await dataSource.destroy();
      await database.drop();
    });

    /** The statements of `work`: none reads more than `rows` and some, scans a table, or sorts a backlog. */
    const examine = async (rows: number, work: () => Promise<unknown>): Promise<Examined[]> => {
      const statements = await watch.during(work);
      expect(statements.length).toBeGreaterThan(0);
      for (const { sql, reads, plan } of statements) {
        const shown = sql.replace(/\s+/g, ' ').slice(0, 160);
        if (reads > rows + SLACK)
          throw new Error(`reads ${reads} rows instead of ${rows}: ${shown} ${JSON.stringify(plan)}`);
        for (const step of plan) {
          if (step.rows <= rows + SLACK) continue;
          const scans = step.type === 'ALL' || (step.type === 'index' && !/limit \d+$|limit \?/i.test(sql));
          const sorts = step.extra.includes('filesort');
          if (scans || sorts) throw new Error(`${JSON.stringify(step)}: ${shown}`);
        }
      }
      return statements;
    };
    const inUnit = (work: () => Promise<unknown>) => () => unitOfWork.run(work);
    const lanesOf = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

    it('claims the head of a lane, and what is behind a place in it', async () => {
      const deliveries = new DeliveryRepository(unitOfWork);
      const limit = 512;
      // Each row is read, put into the derived table and read from it.
      await examine(limit * 2, () => deliveries.claim([{ webhookId: 1, dueUpTo: now, limit, after: null }]));
      const place = { dueAt: START + 100, id: 0 };
      // A batch of the fan-out shares a due time, so at most that many are skipped.
      await examine(limit * 2 + 500, () => deliveries.claim([{ webhookId: 1, dueUpTo: now, limit, after: place }]));
      const last = { dueAt: START + 100, id: 10 ** 9 };
      await examine(limit * 2 + 500, () => deliveries.claim([{ webhookId: 1, dueUpTo: now, limit, after: last }]));
      await examine(2, () => deliveries.claim([{ webhookId: 1, dueUpTo: 0, limit: 32, after: null }]));
    });

    it('claims the heads of a hundred lanes', async () => {
      const deliveries = new DeliveryRepository(unitOfWork);
      const requests = lanesOf(100).map((webhookId) => ({ webhookId, dueUpTo: now, limit: 32, after: null }));
      // As above, and once more for the union.
      await examine(100 * 33 * 4, () => deliveries.claim(requests));
    });

    it('takes, wakes and settles lanes', async () => {
      const lanes = new LaneRepository(unitOfWork, clock);
      await examine(100 * 4, () => lanes.take(lanesOf(100)));
      await examine(
        100 * 4,
        inUnit(() => lanes.announceWork(lanesOf(100), now)),
      );
      await examine(
        100 * 6,
        inUnit(() => lanes.settle(new Map(lanesOf(100).map((id) => [id, 0])))),
      );
      await examine(
        4,
        inUnit(() => lanes.stampSuccess([1], now)),
      );
      const { condition, epoch } = (await lanes.take([1])).get(1)!;
      await examine(
        4,
        inUnit(() => lanes.saveCondition(1, epoch, condition)),
      );
    });

    it('sweeps', async () => {
      const lanes = new LaneRepository(unitOfWork, clock);
      await examine(11, () => lanes.findDue(now, 10, null));
      await examine(LANES + 1, () => lanes.findDue(now, LANES, { webhookId: 1, dueAt: START }));
      await examine(2, () => lanes.nextDueAfter(now));
      await examine(2, () => new OutboxRepository(unitOfWork).hasWaiting());
    });

    it('records outcomes', async () => {
      const deliveries = new DeliveryRepository(unitOfWork);
      const attempts = new AttemptRepository(unitOfWork);
      const ids = lanesOf(500);
      const rows = ids.map((id) => ({ id, nextAttemptAt: now, attemptLimit: null, error: 'e' }));
      const attempt: NewAttempt = {
        deliveryId: 1,
        number: 1,
        startedAt: now,
        durationMs: 1,
        outcome: 'success',
        statusCode: 204,
        error: null,
        signature: 's',
        standardSignature: 's',
        signatureEncoding: 'utf8',
        extraHeaders: null,
        responseHeaders: null,
        responseBody: null,
        decision: 'd',
        nextAttemptAt: null,
      };
      await examine(
        500 * 2,
        inUnit(() => deliveries.markFailedAttempts(rows, now, false)),
      );
      await examine(
        500 * 2,
        inUnit(() => deliveries.markSucceeded(ids, now, false)),
      );
      await examine(
        0,
        inUnit(() => attempts.insert(ids.map((deliveryId) => ({ ...attempt, deliveryId })))),
      );
      await examine(4, () => attempts.exists(attempt));
      await examine(4, () => attempts.findByDelivery(BACKLOG + HISTORY / 2, 100));
    });

    it('fans out', async () => {
      const outbox = new OutboxRepository(unitOfWork);
      await examine(
        500 * 12,
        inUnit(async () => {
          const { lastEventId } = await outbox.lockPosition();
          const waiting = await outbox.oldestWaiting(500);
          const ids = waiting.map(({ id }) => id);
          await outbox.moveToEvents(ids, lastEventId + 1);
          const rows = ids.map((_, n) => ({
            webhookId: 1,
            eventId: lastEventId + 1 + n,
            eventType: 'resume.uploaded',
          }));
          await outbox.insertDeliveries(rows, now);
          await outbox.savePosition({ lastEventId: lastEventId + ids.length, lastFanOutAt: now });
        }),
      );
    });

    it('finds subscribers, their targets and what to send', async () => {
      const search = { patterns: ['resume.uploaded', 'resume.*', '*'], beganBy: now, heldAfter: now };
      // 20 webhooks of one organization; a subscription is read with its webhook.
      const subscriptions = new SubscriptionsRepository(unitOfWork);
      await examine(20 * 3 + 6, () => subscriptions.findMatching({ ...search, organizationIds: [2] }));
      await examine(100 * 2, () => new WebhooksRepository(unitOfWork).findAll(lanesOf(100)));
      await examine(64 * 2, () => new EventContents(unitOfWork).load(lanesOf(64)));
    });

    it('shows the log and the feed', async () => {
      const log = new DeliveryLogRepository(unitOfWork);
      for (const webhookId of [1, 2]) {
        await examine(20 * 4, () => log.list(webhookId, {}, null, 20));
        await examine(20 * 4, () => log.list(webhookId, {}, BACKLOG / 2, 20));
      }
      await examine(8, () => log.find(BACKLOG / 2));
      const feed = new EventFeedRepository(unitOfWork);
      await examine(20 * 2, () => feed.list(1, undefined, BACKLOG / 2, 20));
      await examine(4, () => feed.find(1, 'event-50'));
    });
  },
);
