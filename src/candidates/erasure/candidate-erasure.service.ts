import { Injectable } from '@nestjs/common';
import { AuditLog, type AuthenticatedUser, organizationOf } from '../../auth';
import { Clock, LocalTime, PersonRecordsRegistry } from '../../common';
import { UnitOfWork } from '../../database';
import { type ErasedBatch, EventEraser } from '../../events';
import { CandidatesRepository } from '../candidates.repository';
import { candidateNotFound } from '../candidates.errors';
import { ErasureReceiptResponse } from '../dto/erasure-receipt.response';
import { CandidateMergesRepository } from '../merging/candidate-merges.repository';
import type { CandidateErasure, ErasureCounts } from './candidate-erasure.entity';
import { CandidateErasuresRepository } from './candidate-erasures.repository';

/** After this long without progress whoever was at an erasure counts as dead, ms. */
const LEASE_MS = 60_000;
/** How long a request waits for the end; what takes longer goes on without it, ms. */
const PATIENCE_MS = 20_000;

/**
 * Removes a person. First, in one unit of work, what is kept about them and everything that could state another fact
 * about them; with it the erasure is written down. Then, in steps that may be repeated, the files and the events.
 */
@Injectable()
export class CandidateErasureService {
  private readonly running = new Map<number, Promise<void>>();

  constructor(
    private readonly candidates: CandidatesRepository,
    private readonly erasures: CandidateErasuresRepository,
    private readonly merges: CandidateMergesRepository,
    private readonly records: PersonRecordsRegistry,
    private readonly events: EventEraser,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly localTime: LocalTime,
  ) {}

  /**
   * Erases, or tells again how it went. Where it takes long the receipt has no `completedAt` yet.
   * @throws AppError `candidate.not_found`
   */
  async erase(user: AuthenticatedUser, candidateId: number): Promise<ErasureReceiptResponse> {
    const known = await this.erasures.find(organizationOf(user), candidateId);
    const erasure = known ?? (await this.begin(user, candidateId));
    if (erasure.completedAt === null) await this.withPatience(this.finish(erasure));
    return ErasureReceiptResponse.of(await this.erasures.get(erasure.id), this.localTime);
  }

  /** Does what is left of an erasure. May be called again at any time. */
  finish({ id }: CandidateErasure): Promise<void> {
    const running = this.running.get(id) ?? this.work(id).finally(() => this.running.delete(id));
    this.running.set(id, running);
    return running;
  }

  /** Waits for what this process is erasing. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private begin(user: AuthenticatedUser, candidateId: number): Promise<CandidateErasure> {
    const organizationId = organizationOf(user);
    return this.unitOfWork.run(async () => {
      const candidate = await this.candidates.lock(organizationId, candidateId);
      if (!candidate) {
        // Somebody else was faster, or nobody ever had this id.
        const faster = await this.erasures.find(organizationId, candidateId);
        if (faster) return faster;
        throw candidateNotFound(candidateId, await this.merges.survivorOf(organizationId, candidateId));
      }
      const absorbed = await this.merges.absorbedBy(organizationId, candidateId);
      const candidateIds = [candidateId, ...absorbed];
      await this.candidates.delete(candidateId);
      const removed = await this.eraseRecords({ organizationId, candidateIds }, user.id);
      await this.audit.record({
        action: 'candidate.erased',
        actor: user,
        target: { type: 'candidate', id: candidateId },
      });
      const now = this.clock.now();
      return this.erasures.insert({
        organizationId,
        candidateId,
        requestedBy: user.id,
        requestedAt: now,
        completedAt: null,
        dueAt: now + LEASE_MS,
        scope: { organizationId, candidateIds, resumeIds: removed.resumeIds, keep: removed.events },
        files: removed.files,
        counts: { ...NOTHING, candidates: 1, ...removed.counts, files: removed.files.length },
        position: 0,
      });
    });
  }

  private async eraseRecords(person: { organizationId: number; candidateIds: number[] }, by: number) {
    const counts: Partial<ErasureCounts> = {};
    const files: string[] = [];
    const events: string[] = [];
    let resumeIds: readonly number[] = [];
    for (const records of this.records.all()) {
      const erased = await records.erase(person, by);
      counts[records.kind] = erased.ids.length;
      files.push(...erased.files);
      events.push(...erased.events);
      if (records.kind === 'resumes') resumeIds = erased.ids;
    }
    return { counts, files, events, resumeIds };
  }

  private async work(id: number): Promise<void> {
    const { files, scope, position } = await this.erasures.get(id);
    for (const records of this.records.all()) await records.removeFiles(files);
    await this.events.erase(scope, position, (batch) => this.note(id, batch));
    await this.unitOfWork.run(async () => {
      const erasure = await this.erasures.lock(id);
      if (erasure.completedAt !== null) return;
      await this.erasures.save({ ...erasure, completedAt: this.clock.now(), dueAt: null, files: [] });
    });
  }

  private async note(id: number, { events, deliveries, cancelled, attempts, position }: ErasedBatch): Promise<void> {
    const erasure = await this.erasures.lock(id);
    const { counts } = erasure;
    await this.erasures.save({
      ...erasure,
      position: Math.max(position, erasure.position),
      dueAt: erasure.completedAt === null ? this.clock.now() + LEASE_MS : null,
      counts: {
        ...counts,
        events: counts.events + events,
        deliveries: counts.deliveries + deliveries,
        deliveriesCancelled: counts.deliveriesCancelled + cancelled,
        attempts: counts.attempts + attempts,
      },
    });
  }

  private async withPatience(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    // Whoever stops waiting leaves the failure to the next one who takes it up.
    work.catch(() => undefined);
    await Promise.race([work, patience]).finally(() => clearTimeout(timer));
  }
}

const NOTHING: ErasureCounts = {
  candidates: 0,
  resumes: 0,
  files: 0,
  applications: 0,
  interviews: 0,
  events: 0,
  deliveries: 0,
  deliveriesCancelled: 0,
  attempts: 0,
};
