import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn, TimeColumn } from '../../database';
import type { ApplicationStatus } from '../application-status';

/** Who moved an application, when, from where to where. */
@Entity('application_status_changes')
@Index('application_status_changes_application', ['applicationId'])
export class ApplicationStatusChange {
  @IdColumn()
  id: number;

  @BigIntColumn('application_id')
  applicationId: number;

  /** null: the application was submitted. */
  @StringColumn('previous_status', 20, { nullable: true })
  previousStatus: ApplicationStatus | null;

  @StringColumn('current_status', 20)
  currentStatus: ApplicationStatus;

  @StringColumn('note', 2000, { nullable: true })
  note: string | null;

  @BigIntColumn('changed_by')
  changedBy: number;

  @TimeColumn('changed_at')
  changedAt: number;
}
