import type { WebhookTarget } from '../../webhooks';
import { jitterFactor } from '../policy/delays';
import { decideDelivery, type DeliveryDecision } from '../policy/delivery-policy';
import type { AttemptRole, LaneAdmission, LaneCondition } from '../policy/lane-policy';
import type { SendReport } from '../sending/sender';
import { Signer } from '../signing/signer';
import { describeDecision } from './attempt-wording';
import { ClaimWindow } from './claim-window';
import type { Claimant, ClaimedDelivery } from './claimer';
import { FORCED_NOW } from './delivery.entity';
import type { ClaimRequest } from './delivery.repository';
import type { DrainContext } from './drain-context';
import type { LoadedLane } from './lane.repository';
import { Pace } from './pace';
import { buildRequest, type PreparedRequest } from './prepared-request';
import { TrackedLane } from './tracked-lane';

/** What was claimed may be sent this long after; settings and condition may be this old, ms. */
const FRESH_MS = 1_000;
/** While requests are under way, the backlog is looked at again this often, ms. */
const LOOK_AGAIN_MS = 500;
/** Deliveries that a person asked for, in one claim. */
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
  private claimedAt = 0;
  private claiming = false;
  private stale = true;
  private idleRounds = 0;

  /** Sent and not yet recorded. */
  private readonly outstanding = new Set<number>();
  private inFlight = 0;
  private trialInFlight = false;
  private readonly resume = () => this.pump();
  private readonly pace = new Pace(this.resume);
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
    return this.stale || this.context.clock.now() - this.claimedAt > FRESH_MS;
  }

  refresh(lane: LoadedLane | null, target: WebhookTarget | null): void {
    this.stale = false;
    this.target = target;
    this.signer = target ? new Signer(target.secret, target.signatureEncoding) : null;
    this.pace.setLimit(target?.rateLimit ?? null);
    this.lane.load(target ? lane : null);
  }

  request(): Omit<ClaimRequest, 'webhookId'> | null {
    const now = this.context.clock.now();
    this.claimedAt = now;
    if (this.stopping) return null;
    const admitted = this.lane.admission(now);
    if (admitted === 'all') return { dueUpTo: now, ...this.window.next(this.outstanding) };
    // Two, so that another than the one that failed is among them.
    if (admitted === 'one') return { dueUpTo: now, ...this.window.head(2, this.outstanding) };
    return this.lane.current && { dueUpTo: FORCED_NOW, ...this.window.head(FORCED_CLAIM, this.outstanding) };
  }

  receive(deliveries: ClaimedDelivery[]): void {
    this.claiming = false;
    if (this.window.add(deliveries)) this.idleRounds = 0;
    this.pump();
  }

  claimFailed(): void {
    this.claiming = false;
    // Not asked again at once.
    this.stale = false;
    this.claimedAt = this.context.clock.now();
    this.startNoMore();
  }

  private startNoMore(): void {
    this.stopping = true;
    this.window.exhaust();
    this.pump();
  }

  private pump(): void {
    if (this.ending) return;
    if (!this.isStale && !this.stopping) this.startRequests();
    if (this.claiming) return;
    if (this.wantsToClaim()) this.claim();
    else if (this.window.isExhausted || this.stopping) {
      if (this.outstanding.size === 0) this.end();
      else this.lookAgainLater();
    }
  }

  private wantsToClaim(): boolean {
    // A lane that ends keeps its lease as long as requests are under way.
    if (this.stopping) return this.outstanding.size > 0 && this.isStale;
    if (this.window.isExhausted) return false;
    if (this.isStale) return true;
    if (this.lane.admission(this.context.clock.now()) === 'all') return this.window.isLow;
    return this.window.isEmpty && !this.trialInFlight;
  }

  private claim(): void {
    this.claiming = true;
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
      if (!this.pace.take(now)) return gate.leave();
      this.window.remove(next);
      this.send(next, next.dueAt === FORCED_NOW ? 'forced' : admitted === 'one' ? 'trial' : 'regular', now);
    }
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
    return next.dueAt === FORCED_NOW || admitted === 'one' || this.inFlight < this.target!.maxInFlight;
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
      this.conclude(delivery, prepared, report, role, phase);
      this.pump();
    });
  }

  private conclude(
    delivery: ClaimedDelivery,
    prepared: PreparedRequest,
    report: SendReport,
    role: AttemptRole,
    phase: number,
  ): void {
    const { clock, settings, recorder, random } = this.context;
    const now = clock.now();
    const { result } = report;
    const jitter = jitterFactor(random());
    const before = this.lane.current?.state;
    const change = this.lane.conclude(result, { deliveryId: delivery.id, role, phase, now, jitter });
    if (this.lane.phase !== phase) this.window.reopen();
    const disabledWebhook = before !== 'disabled' && this.lane.current?.state === 'disabled';
    const decided = decideDelivery(delivery, result, { now, delaysMs: settings.delaysMs, jitter, disabledWebhook });
    const decision = this.keepOrder(decided, delivery);
    recorder.record({
      webhookId: this.webhookId,
      deliveryId: delivery.id,
      attempt: prepared.toAttempt(report, describeDecision(decision, this.lane.current, now), decision),
      decision,
      attemptLimit: delivery.attemptLimit,
      lane: change,
      stampSuccess: result.ok && this.lane.isNewSecond(now),
      recorded: (laneKept) => {
        this.outstanding.delete(delivery.id);
        if (laneKept) this.pump();
        else this.invalidate();
      },
    });
  }

  /** In an ordered lane a delivery keeps its place: what delays it is the lane's closing. */
  private keepOrder(decision: DeliveryDecision, delivery: ClaimedDelivery): DeliveryDecision {
    if (decision.status !== 'pending' || !this.target?.ordered || delivery.dueAt === FORCED_NOW) return decision;
    return { ...decision, nextAttemptAt: delivery.dueAt };
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
    this.pace.stop();
    this.resolve(this.leavesWork);
  }
}
