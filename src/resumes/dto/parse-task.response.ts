import type { LocalTime } from '../../common';
import type { ParseTask } from '../entities/parse-task.entity';
import type { ResumeStatus } from '../resume-status';

export class ParseTaskResponse {
  taskId: string;
  resumeId: number;
  status: ResumeStatus;
  /** Per cent, 0–100. */
  progress: number;
  /** Attempts begun so far, of three. */
  attempts: number;
  /** When a task that waits is tried again; yyyy-MM-ddTHH:mm:ss */
  nextAttemptAt: string | null;
  /** A sentence about the last failed attempt. */
  errorMessage: string | null;
  candidateId: number | null;
  createdAt: string;
  finishedAt: string | null;

  static of(task: ParseTask, candidateId: number | null, localTime: LocalTime): ParseTaskResponse {
    return {
      taskId: task.taskId,
      resumeId: task.resumeId,
      status: task.status,
      progress: task.progress,
      attempts: task.attempts,
      nextAttemptAt: task.status === 'QUEUED' ? localTime.formatNullable(task.dueAt) : null,
      errorMessage: task.errorMessage,
      candidateId: task.status === 'COMPLETED' ? candidateId : null,
      createdAt: localTime.format(task.createdAt),
      finishedAt: localTime.formatNullable(task.finishedAt),
    };
  }
}
