import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, StringColumn, TimeColumn } from '../../database';

/** An announcement and how far it has come: a crash in the middle is taken up where it happened. */
@Entity('maintenance_announcements')
@Index('maintenance_announcements_finished', ['finishedAt'])
export class MaintenanceAnnouncement {
  @IdColumn()
  id: number;

  @StringColumn('title', 200)
  title: string;

  @StringColumn('message', 2000)
  message: string;

  @TimeColumn('starts_at')
  startsAt: number;

  @TimeColumn('ends_at')
  endsAt: number;

  /** Organizations up to this id have been told. */
  @BigIntColumn('last_organization_id')
  lastOrganizationId: number;

  @IntColumn('announced_count')
  announcedCount: number;

  @BigIntColumn('created_by')
  createdBy: number;

  @TimeColumn('created_at')
  createdAt: number;

  /** null while there are organizations that have not been told. */
  @TimeColumn('finished_at', { nullable: true })
  finishedAt: number | null;
}
