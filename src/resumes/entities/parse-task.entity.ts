import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, StringColumn, TimeColumn } from '../../database';
import type { ResumeStatus } from '../resume-status';

/** The work of parsing one résumé once. The row is the queue: whatever dies, what is due is found again. */
@Entity('parse_tasks')
@Index('parse_tasks_task', ['taskId'], { unique: true })
@Index('parse_tasks_due', ['dueAt'])
@Index('parse_tasks_resume', ['resumeId'])
export class ParseTask {
  @IdColumn()
  id: number;

  /** Public id, UUID. */
  @StringColumn('task_id', 36)
  taskId: string;

  @BigIntColumn('organization_id')
  organizationId: number;

  @BigIntColumn('resume_id')
  resumeId: number;

  @StringColumn('status', 10)
  status: ResumeStatus;

  /** Attempts that were begun. Also the fence: only the attempt that has this number may write a result. */
  @IntColumn('attempts')
  attempts: number;

  /** 0–100. */
  @IntColumn('progress')
  progress: number;

  /** When to begin the next attempt; while one runs, the end of its lease, after which it counts as dead. null: finished. */
  @TimeColumn('due_at', { nullable: true })
  dueAt: number | null;

  /** A sentence for the recruiter about the last failure. */
  @StringColumn('error_message', 500, { nullable: true })
  errorMessage: string | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('finished_at', { nullable: true })
  finishedAt: number | null;
}
