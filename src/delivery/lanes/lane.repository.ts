import { Injectable } from '@nestjs/common';
import { Clock, newId } from '../../common';
import { placeholders, UnitOfWork } from '../../database';
import type { LaneState } from '../../webhooks';
import type { LaneCondition } from '../policy/lane-policy';
import { FORCED_NOW } from './delivery.entity';

/** A lane as a worker loads it. */
export interface LoadedLane {
  readonly epoch: number;
  /** Until when no other process can have it, ms: after that nothing may be sent before it has been taken again. */
  readonly heldUntil: number;
  readonly condition: LaneCondition;
}

/**
 * How long a process may be silent before others take its lanes, ms. Renewed with each look at the lane, which a drain
 * does at least every second while it sends.
 */
const LEASE_MS = 5_000;
/** A lease is not used in its last moments: a request that starts takes some time to leave, ms. */
const UNUSED_MS = 500;

/** A lane that the sweeper finds. */
export interface DueLane {
  readonly webhookId: number;
  readonly dueAt: number;
}

/** Ids in one IN list. */
const MAX_IDS = 1_000;
/** Lanes in one UNION: SQLite takes at most 500 parts. */
const MAX_UNION = 100;

type Raw = Record<string, number | string | null>;

const toNumber = (value: number | string | null): number | null => (value === null ? null : Number(value));

const COLUMNS =
  'webhook_id, state, failure_count, closed_until, last_failed_delivery_id, last_failure_at, disabled_reason, disabled_at, epoch';

/** The lanes as workers see them. See LaneManagement for what people do to them. */
@Injectable()
export class LaneRepository {
  /** This process, where several can share the database; a SQLite file belongs to one. */
  private readonly owner: string | null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.owner = unitOfWork.isSqlite ? null : newId();
  }

  /**
   * Takes the lanes for this process, or keeps them, so that no other drains them at the same time whatever the scheduler
   * does. Taking one from a process that went silent starts a new epoch: what that one still has to say of the lane does
   * not count.
   * @returns an entry for each lane that exists and is this process' now
   */
  async take(webhookIds: readonly number[]): Promise<Map<number, LoadedLane>> {
    const lanes = new Map<number, LoadedLane>();
    for (const ids of chunks([...webhookIds].sort((a, b) => a - b))) {
      // Counted from before the statement, which may have waited for long.
      const now = this.clock.now();
      const heldUntil = this.owner === null ? Infinity : now + LEASE_MS - UNUSED_MS;
      for (const row of await this.takeSome(ids, now)) lanes.set(Number(row.webhook_id), toLoadedLane(row, heldUntil));
    }
    return lanes;
  }

  /**
   * Inside the unit of work that inserts deliveries: makes the lanes due, for the sweeper to find should the wake-up be
   * lost. Holds the lanes' locks until the commit, see {@link settle}.
   * @returns the lanes that exist, and those of them that have something to do at `now`
   */
  async announceWork(webhookIds: readonly number[], now: number): Promise<{ existing: Set<number>; awake: number[] }> {
    const existing = new Set<number>();
    const awake: number[] = [];
    for (const ids of chunks([...webhookIds].sort((a, b) => a - b))) {
      const changed: [number, number][] = [];
      for (const row of await this.lock(ids)) {
        const id = Number(row.webhook_id);
        existing.add(id);
        if (row.state === 'disabled') continue;
        const dueAt = row.state === 'closed' ? Math.max(now, Number(row.closed_until)) : now;
        if (dueAt <= now) awake.push(id);
        if (row.due_at === null || Number(row.due_at) > dueAt) changed.push([id, dueAt]);
      }
      await this.setDue(changed);
    }
    return { existing, awake };
  }

  /**
   * Inside a unit of work: recomputes when the lanes have work again and gives them back, after a worker found nothing
   * to do. Under the lane's lock, so that deliveries of a fan-out that has not committed yet are either seen here or announced after this.
   * @param notBefore by lane: it has no work before this time, whatever is due (its rate limit, say); 0: no such limit
   * @returns the due time of each lane, null where it has none
   */
  async settle(notBefore: ReadonlyMap<number, number>): Promise<Map<number, number | null>> {
    const due = new Map<number, number | null>();
    for (const ids of chunks([...notBefore.keys()].sort((a, b) => a - b))) {
      const locked = await this.lock(ids);
      const earliest = await this.earliestDeliveries(ids);
      const changed: [number, number | null][] = [];
      for (const row of locked) {
        const id = Number(row.webhook_id);
        const earliestDue = dueAtOf(row, earliest.get(id) ?? null);
        const dueAt = earliestDue === null ? null : Math.max(earliestDue, notBefore.get(id) ?? 0);
        due.set(id, dueAt);
        if (toNumber(row.due_at) !== dueAt) changed.push([id, dueAt]);
      }
      await this.setDue(changed);
      if (this.owner !== null) await this.giveBack(ids, this.owner);
    }
    return due;
  }

  /**
   * Inside a unit of work: writes down what attempts did to a lane.
   * @returns false where a person changed the lane since it was loaded; nothing is written then
   */
  async saveCondition(webhookId: number, epoch: number, lane: LaneCondition): Promise<boolean> {
    const { manager } = this.unitOfWork;
    const parameters = [
      lane.state,
      lane.failureCount,
      lane.closedUntil,
      lane.lastFailedDeliveryId,
      lane.lastFailureAt,
      lane.disabledReason,
      lane.disabledAt,
      webhookId,
      epoch,
    ];
    // A read first: MySQL counts rows that an update left as they were as not affected.
    const [current] = await manager.query<Raw[]>('SELECT epoch FROM lanes WHERE webhook_id = ?', [webhookId]);
    if (!current || Number(current.epoch) !== epoch) return false;
    await manager.query(
      `UPDATE lanes SET state = ?, failure_count = ?, closed_until = ?, last_failed_delivery_id = ?, last_failure_at = ?,
       disabled_reason = ?, disabled_at = ? WHERE webhook_id = ? AND epoch = ?`,
      parameters,
    );
    return true;
  }

  /** Inside a unit of work: the lanes had a success at about `now`. */
  async stampSuccess(webhookIds: readonly number[], now: number): Promise<void> {
    for (const ids of chunks([...webhookIds].sort((a, b) => a - b))) {
      await this.unitOfWork.manager.query(
        `UPDATE lanes SET last_success_at = ? WHERE webhook_id IN (${placeholders(ids.length)})`,
        [now, ...ids],
      );
    }
  }

  /** Lanes that have work at `now`, most overdue first. @param after the last one of the page before; null: the first page */
  async findDue(now: number, limit: number, after: DueLane | null): Promise<DueLane[]> {
    const place = after ? 'AND due_at >= ? AND (due_at > ? OR webhook_id > ?)' : '';
    const rows = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>(
        `SELECT webhook_id, due_at FROM lanes WHERE due_at <= ? ${place} ORDER BY due_at, webhook_id LIMIT ${limit}`,
        after ? [now, after.dueAt, after.dueAt, after.webhookId] : [now],
      ),
    );
    return rows.map((row) => ({ webhookId: Number(row.webhook_id), dueAt: Number(row.due_at) }));
  }

  /** When the next lane after `now` has work; null where none has. */
  async nextDueAfter(now: number): Promise<number | null> {
    const [row] = await this.unitOfWork.read((manager) =>
      manager.query<Raw[]>('SELECT due_at FROM lanes WHERE due_at > ? ORDER BY due_at LIMIT 1', [now]),
    );
    return row ? toNumber(row.due_at) : null;
  }

  private async takeSome(ids: number[], now: number): Promise<Raw[]> {
    const { owner } = this;
    const list = placeholders(ids.length);
    if (owner === null) {
      return this.unitOfWork.read((manager) =>
        manager.query<Raw[]>(`SELECT ${COLUMNS} FROM lanes WHERE webhook_id IN (${list})`, ids),
      );
    }
    return this.unitOfWork.run(async () => {
      const { manager } = this.unitOfWork;
      await manager.query(
        `UPDATE lanes SET epoch = CASE WHEN lease_owner <> ? THEN epoch + 1 ELSE epoch END, lease_owner = ?, lease_until = ?
         WHERE webhook_id IN (${list}) AND (lease_owner IS NULL OR lease_owner = ? OR lease_until < ?)`,
        [owner, owner, now + LEASE_MS, ...ids, owner, now],
      );
      return manager.query<Raw[]>(`SELECT ${COLUMNS} FROM lanes WHERE webhook_id IN (${list}) AND lease_owner = ?`, [
        ...ids,
        owner,
      ]);
    });
  }

  private async giveBack(ids: number[], owner: string): Promise<void> {
    await this.unitOfWork.manager.query(
      `UPDATE lanes SET lease_owner = NULL, lease_until = NULL
       WHERE webhook_id IN (${placeholders(ids.length)}) AND lease_owner = ?`,
      [...ids, owner],
    );
  }

  /** Inside a unit of work: nobody else changes these lanes until it ends. */
  async lockAll(webhookIds: readonly number[]): Promise<void> {
    if (this.unitOfWork.isSqlite) return;
    for (const ids of chunks([...webhookIds].sort((a, b) => a - b))) await this.lock(ids);
  }

  private async lock(ids: number[]): Promise<Raw[]> {
    const { manager, isSqlite } = this.unitOfWork;
    return manager.query<Raw[]>(
      `SELECT webhook_id, state, closed_until, due_at FROM lanes WHERE webhook_id IN (${placeholders(ids.length)})
       ORDER BY webhook_id${isSqlite ? '' : ' FOR UPDATE'}`,
      ids,
    );
  }

  /**
   * One index lookup a lane, whatever its backlog and its history: the minimum of one lane is found without reading, while
   * a subquery that depends on the outer lane would read all that is finished, which the index holds first.
   */
  private async earliestDeliveries(ids: number[]): Promise<Map<number, number | null>> {
    const earliest = new Map<number, number | null>();
    const one = `SELECT ? AS webhook_id, (SELECT MIN(next_attempt_at) FROM deliveries
     WHERE webhook_id = ? AND next_attempt_at >= 0) AS earliest`;
    for (const some of chunks(ids, MAX_UNION)) {
      const rows = await this.unitOfWork.manager.query<Raw[]>(
        some.map(() => one).join(' UNION ALL '),
        some.flatMap((id) => [id, id]),
      );
      for (const row of rows) earliest.set(Number(row.webhook_id), toNumber(row.earliest));
    }
    return earliest;
  }

  private async setDue(due: readonly (readonly [number, number | null])[]): Promise<void> {
    if (due.length === 0) return;
    const cases = due.map(() => 'WHEN ? THEN ?').join(' ');
    await this.unitOfWork.manager.query(
      `UPDATE lanes SET due_at = CASE webhook_id ${cases} END WHERE webhook_id IN (${placeholders(due.length)})`,
      [...due.flat(), ...due.map(([id]) => id)],
    );
  }
}

/** When a lane has work: forced deliveries at once, others when both they and the lane are due. */
function dueAtOf(lane: Raw, earliest: number | null): number | null {
  if (earliest === null || earliest === FORCED_NOW) return earliest;
  switch (lane.state as LaneState) {
    case 'disabled':
      return null;
    case 'closed':
      return Math.max(earliest, Number(lane.closed_until));
    default:
      return earliest;
  }
}

function toLoadedLane(row: Raw, heldUntil: number): LoadedLane {
  return {
    epoch: Number(row.epoch),
    heldUntil,
    condition: {
      state: row.state as LaneState,
      failureCount: Number(row.failure_count),
      closedUntil: toNumber(row.closed_until),
      lastFailedDeliveryId: toNumber(row.last_failed_delivery_id),
      lastFailureAt: toNumber(row.last_failure_at),
      disabledReason: row.disabled_reason as string | null,
      disabledAt: toNumber(row.disabled_at),
    },
  };
}

function* chunks(ids: readonly number[], size = MAX_IDS): Generator<number[]> {
  for (let from = 0; from < ids.length; from += size) yield ids.slice(from, from + size);
}
