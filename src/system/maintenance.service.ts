import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type AuthenticatedUser, UserDirectory } from '../auth';
import { AppError, Clock, type ClockTimer, LocalTime, Logger } from '../common';
import { isUnreachable, UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import type { AnnounceMaintenanceRequest } from './dto/announce-maintenance.request';
import type { MaintenanceAnnouncement } from './entities/maintenance-announcement.entity';
import { MaintenanceRepository } from './maintenance.repository';
import { endsBeforeStart } from './system.errors';

/** Organizations told in one unit of work: few enough that nobody waits noticeably for it. */
const BATCH = 50;
/** After the start, when the outbox listens. */
const RESUME_AFTER_MS = 2_000;

/**
 * Tells every organization of a maintenance, in small units of work. Progress is written down with the events, so that
 * each organization is told exactly once, whatever crashes in between.
 */
@Injectable()
export class MaintenanceService implements OnApplicationBootstrap, OnModuleDestroy {
  private resumption: ClockTimer | null = null;

  constructor(
    private readonly announcements: MaintenanceRepository,
    private readonly users: UserDirectory,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly time: LocalTime,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.resumeLater();
  }

  onModuleDestroy(): void {
    this.resumption?.cancel();
  }

  async announce(user: AuthenticatedUser, request: AnnounceMaintenanceRequest): Promise<MaintenanceAnnouncement> {
    const startsAt = this.timeOf('startsAt', request.startsAt);
    const endsAt = this.timeOf('endsAt', request.endsAt);
    if (endsAt <= startsAt) throw endsBeforeStart();
    const { id } = await this.unitOfWork.run(() =>
      this.announcements.insert({
        title: request.title,
        message: request.message,
        startsAt,
        endsAt,
        lastOrganizationId: 0,
        announcedCount: 0,
        createdBy: user.id,
        createdAt: this.clock.now(),
        finishedAt: null,
      }),
    );
    return this.tellAll(id);
  }

  /** Goes on with what a crash interrupted. */
  async resume(): Promise<void> {
    try {
      for (const id of await this.announcements.unfinishedIds()) await this.tellAll(id);
    } catch (error) {
      if (isUnreachable(error)) {
        this.logger.caution({}, 'announcements of maintenance wait for the database');
        this.resumeLater();
      } else this.logger.failure(error, {}, 'an announcement of maintenance could not be finished');
    }
  }

  private resumeLater(): void {
    this.resumption = this.clock.after(RESUME_AFTER_MS, () => void this.resume());
  }

  private async tellAll(id: number): Promise<MaintenanceAnnouncement> {
    const organizations = await this.users.organizationIds();
    for (;;) {
      const announcement = await this.unitOfWork.run(() => this.tellBatch(id, organizations));
      if (announcement.finishedAt !== null) return announcement;
    }
  }

  private async tellBatch(id: number, organizations: readonly number[]): Promise<MaintenanceAnnouncement> {
    const announcement = await this.announcements.lock(id);
    if (announcement.finishedAt !== null) return announcement;
    const untold = organizations.filter((organization) => organization > announcement.lastOrganizationId);
    const batch = untold.slice(0, BATCH);
    for (const organization of batch) {
      await this.events.publish(organization, 'system.maintenance', {
        title: announcement.title,
        message: announcement.message,
        startsAt: this.time.format(announcement.startsAt),
        endsAt: this.time.format(announcement.endsAt),
      });
    }
    announcement.lastOrganizationId = batch.at(-1) ?? announcement.lastOrganizationId;
    announcement.announcedCount += batch.length;
    if (batch.length === untold.length) announcement.finishedAt = this.clock.now();
    await this.announcements.update(announcement);
    return announcement;
  }

  private timeOf(field: string, text: string): number {
    const time = this.time.parse(text);
    if (time === null) throw AppError.invalidField(field, 'must be an existing time of the form yyyy-MM-ddTHH:mm:ss');
    return time;
  }
}
