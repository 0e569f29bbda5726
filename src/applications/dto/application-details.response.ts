import type { LocalTime } from '../../common';
import type { ApplicationStatus } from '../application-status';
import type { ApplicationStatusChange } from '../entities/application-status-change.entity';
import { ApplicationResponse } from './application.response';

export class ApplicationStatusChangeResponse {
  /** null: the application was submitted. */
  previousStatus: ApplicationStatus | null;
  currentStatus: ApplicationStatus;
  note: string | null;
  changedBy: number;
  /** yyyy-MM-ddTHH:mm:ss */
  changedAt: string;

  static of(change: ApplicationStatusChange, time: LocalTime): ApplicationStatusChangeResponse {
    return {
      previousStatus: change.previousStatus,
      currentStatus: change.currentStatus,
      note: change.note,
      changedBy: change.changedBy,
      changedAt: time.format(change.changedAt),
    };
  }
}

/** One application with what happened to it, oldest first. */
export class ApplicationDetailsResponse extends ApplicationResponse {
  history: ApplicationStatusChangeResponse[];
}
