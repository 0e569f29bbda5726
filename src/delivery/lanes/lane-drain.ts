import type { WebhookTarget } from '../../webhooks';
import type { AttemptRole, LaneAdmission, LaneCondition } from '../policy/lane-policy';
import { Signer } from '../signing/signer';
import { ClaimWindow } from './claim-window';
import type { Claimant, ClaimedDelivery } from './claimer';
import { concludeAttempt, type EndedAttempt } from './conclude-attempt';
import { FORCED_NOW } from './delivery.entity';
import type { ClaimRequest } from './delivery.repository';
import type { DrainContext } from './drain-context';
import type { LoadedLane } from './lane.repository';
import type { Pace } from './pace';
import { buildRequest } from './prepared-request';
import { TrackedLane } from './tracked-lane';

/** Settings, condition and lease may be this old when a request starts, ms. */
const FRESH_MS = 1_000;
/** While requests are under way, the backlog is looked at again this often, ms. */
const LOOK_AGAIN_MS = 500;
/** A drain that has more to do than this goes to the end of the queue, real ms: others wait for its place. */
const MAX_DRAIN_MS = 30_000;
const FORCED_CLAIM = 32;
/** Rounds in a row that sent nothing though the lane was said to have work; the sweeper takes over then. */
const MAX_IDLE_ROUNDS = 3;

/**
 * One worker's drain of one lane: claims what is due, sends as much at once as the lane admits, feeds outcomes to the
 * policies and the recorder, and ends when nothing is due, under way or unrecorded.
 * Nothing is written before an outcome is known, so a crash at any line leaves each delivery recorded or still due.
 */
export class LaneDrain implements Claimant {
  private target: WebhookTarget | null = null;
  private signer: Signer | null = null;
  private readonly lane: TrackedLane;
  private readonly window = new ClaimWindow();
  private refreshedAt = 0;
  private heldUntil = 0;
  /** Grows with each change outside; a refresh that began before the last one is stale as it comes. */
  private changes = 0;
  private changesAtClaim = 0;
  private claiming = false;
  /** The claim under way cannot know what is next. */
  private claimedBlind = false;
  private stale = true;
  private idleRounds = 0;

  /** Sent and not yet recorded. */
  private readonly outstanding = new Set<number>();
  private inFlight = 0;
  private trialInFlight = false;
  private readonly resume = () => this.pump();
  private pace: Pace | null = null;
  /** When the rate limit lets the next request go. */
  private pausedUntil = 0;
  private readonly startedAt = performance.now();
  private lookAgain: NodeJS.Timeout | null = null;
  private stopping = false;
  private ending = false;
  private finished = false;
  private leavesWork = false;
  private resolve: (leavesWork: boolean) => void = () => undefined;

  constructor(
    readonly webhookId: number,
    private readonly context: DrainContext,
  ) {
    this.lane = new TrackedLane(context.settings);
  }

  /** Resolves when the lane has nothing to do now, with false; or with true when it was stopped and something is due. */
  run(): Promise<boolean> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      this.pump();
    });
  }

  /** There may be new deliveries. */
  nudge(): void {
    if (!this.stopping) this.window.reopen();
    this.pump();
  }

  /** Settings or condition changed outside: they are read before the next request. */
  invalidate(): void {
    this.changes++;
    this.stale = true;
    this.window.clear();
    this.nudge();
  }

  /** Starts no more requests; ends when those under way are recorded. */
  stop(): void {
    this.leavesWork = true;
    this.startNoMore();
  }

  /** Ends now. What is not recorded stays due; the lane's lease is left to expire. */
  abandon(): void {
    if (!this.finished) this.finish();
  }

  get isStale(): boolean {
    const now = this.context.clock.now();
    // The lease may have run out while the database answered, or while this process stood still.
    return this.stale || now - this.refreshedAt > FRESH_MS || (!this.stopping && now >= this.heldUntil);
  }

  refresh(lane: LoadedLane | null, target: WebhookTarget | null): void {
    this.stale = this.changes !== this.changesAtClaim;
    this.refreshedAt = this.context.clock.now();
    this.heldUntil = lane?.heldUntil ?? Infinity;
    this.target = target;
    this.signer = target ? new Signer(target.secret, target.signatureEncoding) : null;
    this.pace = this.context.paces.of(this.webhookId, target?.rateLimit ?? null);
    this.lane.load(target ? lane : null);
  }

  request(): Omit<ClaimRequest, 'webhookId'> | null {
    const now = this.context.clock.now();
    this.claimedBlind = this.waitsForRecord;
    if (this.stopping || this.claimedBlind) return null;
    const admitted = this.lane.admission(now);
    if (admitted === 'all') return { dueUpTo: now, ...this.window.next(this.outstanding) };
    // Two, so that another than the one that failed is among them.
    if (admitted === 'one') return { dueUpTo: now, ...this.window.head(2, this.outstanding) };
    return this.lane.current && { dueUpTo: FORCED_NOW, ...this.window.head(FORCED_CLAIM, this.outstanding) };
  }

  receive(deliveries: ClaimedDelivery[]): void {
    this.claiming = false;
    if (this.claimedBlind) this.window.reopen();
    else if (this.window.add(deliveries)) this.idleRounds = 0;
    this.pump();
  }

  claimFailed(): void {
    this.claiming = false;
    // Not asked again at once.
    this.stale = false;
    this.refreshedAt = this.context.clock.now();
    this.startNoMore();
  }

  private startNoMore(): void {
    this.stopping = true;
    this.window.exhaust();
    this.pump();
  }

  private pump(): void {
    if (this.ending) return;
    if (!this.stopping && performance.now() - this.startedAt > MAX_DRAIN_MS) return this.stop();
    if (!this.isStale && !this.stopping) this.startRequests();
    if (this.claiming) return;
    if (this.wantsToClaim()) this.claim();
    else if (this.window.isExhausted || this.stopping) {
      if (this.outstanding.size === 0) this.end();
      else this.lookAgainLater();
    }
  }

  private get waitsForRecord(): boolean {
    return this.target?.ordered === true && this.outstanding.size > 0;
  }

  private wantsToClaim(): boolean {
    // A lane that ends keeps its lease as long as requests are under way.
    if (this.stopping) return this.outstanding.size > 0 && this.isStale;
    // What follows the one under way in an ordered lane is only known when that is recorded.
    if (this.waitsForRecord) return this.isStale;
    if (this.window.isExhausted) return false;
    if (this.isStale) return true;
    if (this.lane.admission(this.context.clock.now()) === 'all') return this.window.isLow;
    return this.window.isEmpty && !this.trialInFlight;
  }

  private claim(): void {
    this.claiming = true;
    this.changesAtClaim = this.changes;
    // What was claimed long ago may have been cancelled, or sent by another worker, meanwhile.
    if (this.isStale) this.window.clear();
    this.context.claimer.claim(this);
  }

  private startRequests(): void {
    const { gate, clock, recorder } = this.context;
    while (!this.window.isEmpty) {
      const now = clock.now();
      const admitted = this.lane.admission(now);
      const next = this.pick(admitted);
      if (!next || !this.hasSlot(next, admitted)) return;
      if (!recorder.hasRoom) return recorder.whenRoom(this.resume);
      if (!gate.enter(this.resume)) return;
      if (this.pace && !this.pace.take(now)) {
        gate.leave();
        return this.pauseUntil(this.pace.nextAt);
      }
      this.window.remove(next);
      this.send(next, next.dueAt === FORCED_NOW ? 'forced' : admitted === 'one' ? 'trial' : 'regular', now);
    }
  }

  /** Others may need this one's place with the scheduler: the sweeper wakes the lane when it may go on. */
  private pauseUntil(time: number): void {
    this.pausedUntil = time;
    this.stopping = true;
    this.window.exhaust();
  }

  /** The delivery that goes next, or null where the lane lets none of those at hand through. */
  private pick(admitted: LaneAdmission): ClaimedDelivery | null {
    const forced = this.window.buffered.find((delivery) => delivery.dueAt === FORCED_NOW);
    if (forced) return forced;
    if (admitted === 'all') return this.window.buffered[0];
    if (admitted === 'one') return this.trialInFlight ? null : this.pickForTrial(this.lane.current!);
    this.window.exhaust();
    return null;
  }

  private pickForTrial(lane: LaneCondition): ClaimedDelivery | null {
    // In an ordered lane nothing may overtake the delivery that failed.
    const others = this.target!.ordered ? [] : this.window.buffered.filter((d) => d.id !== lane.lastFailedDeliveryId);
    if (others.length > 0) return others[0];
    if (lane.state === 'closed') return this.window.buffered[0];
    this.window.exhaust();
    return null;
  }

  private hasSlot(next: ClaimedDelivery, admitted: LaneAdmission): boolean {
    if (this.target!.ordered) return this.outstanding.size === 0;
    return admitted === 'one' || this.inFlight < this.target!.maxInFlight;
  }

  private send(delivery: ClaimedDelivery, role: AttemptRole, now: number): void {
    this.outstanding.add(delivery.id);
    this.inFlight++;
    if (role === 'trial') {
      this.trialInFlight = true;
      this.window.clear();
    }
    const { phase } = this.lane;
    const prepared = buildRequest(this.target!, this.signer!, delivery, now);
    void this.context.sender.send(prepared.request).then((report) => {
      this.inFlight--;
      this.context.gate.leave();
      if (role === 'trial') this.trialInFlight = false;
      this.conclude({ delivery, prepared, report, role, phase });
      this.pump();
    });
  }

  private conclude(attempt: Omit<EndedAttempt, 'ordered'>): void {
    const ordered = this.target?.ordered ?? false;
    const outcome = concludeAttempt({ ...attempt, ordered }, this.lane, this.context);
    if (this.lane.phase !== attempt.phase) this.window.reopen();
    this.context.recorder.record({
      ...outcome,
      recorded: (laneKept) => {
        this.outstanding.delete(attempt.delivery.id);
        // What follows in an ordered lane must not overtake the delivery that failed.
        if (ordered && !attempt.report.result.ok) this.window.clear();
        if (ordered) this.window.reopen();
        if (laneKept) this.pump();
        else this.invalidate();
      },
    });
  }

  private lookAgainLater(): void {
    if (this.lookAgain) return;
    this.lookAgain = setTimeout(() => {
      this.lookAgain = null;
      if (this.outstanding.size > 0) this.nudge();
    }, LOOK_AGAIN_MS);
  }

  /** Nothing is due, under way or unrecorded. Whether that is still so is decided under the lane's lock. */
  private end(): void {
    if (!this.lane.current) return this.finish();
    this.ending = true;
    this.context.recorder.settle({
      webhookId: this.webhookId,
      notBefore: this.pausedUntil,
      lane: this.stopping ? null : this.lane.endTrialWithoutDelivery(this.context.clock.now()),
      settled: (dueAt) => this.settled(dueAt),
    });
  }

  private settled(dueAt: number | null): void {
    this.ending = false;
    if (this.finished) return;
    const isDue = dueAt !== null && dueAt <= this.context.clock.now();
    this.leavesWork &&= isDue;
    if (!isDue || this.stopping || ++this.idleRounds > MAX_IDLE_ROUNDS) return this.finish();
    this.invalidate();
  }

  private finish(): void {
    this.ending = true;
    this.finished = true;
    if (this.lookAgain) clearTimeout(this.lookAgain);
    this.resolve(this.leavesWork);
  }
}
