import type { LocalTime } from '../../common';
import type { ApplicationStatus } from '../application-status';
import type { Application } from '../entities/application.entity';

export class ApplicationResponse {
  id: number;
  jobId: number;
  jobTitle: string;
  candidateId: number;
  candidateName: string | null;
  status: ApplicationStatus;
  version: number;
  createdBy: number;
  /** yyyy-MM-ddTHH:mm:ss */
  createdAt: string;
  updatedBy: number;
  updatedAt: string;

  static of(
    application: Application,
    names: { jobTitle: string; candidateName: string | null },
    time: LocalTime,
  ): ApplicationResponse {
    return {
      id: application.id,
      jobId: application.jobId,
      jobTitle: names.jobTitle,
      candidateId: application.candidateId,
      candidateName: names.candidateName,
      status: application.status,
      version: application.version,
      createdBy: application.createdBy,
      createdAt: time.format(application.createdAt),
      updatedBy: application.updatedBy,
      updatedAt: time.format(application.updatedAt),
    };
  }
}
