import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IntColumn, JsonColumn, StringColumn, TimeColumn } from '../../database';
import type { ResumeProfile } from '../extraction/resume-extractor';
import type { ResumeStatus } from '../resume-status';

/** An uploaded file and what was read from it. */
@Entity('resumes')
@Index('resumes_organization', ['organizationId', 'id'])
@Index('resumes_content', ['organizationId', 'sha256'], { unique: true })
@Index('resumes_storage', ['storageKey'])
export class Resume {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  /** The user who uploaded it. */
  @BigIntColumn('user_id')
  userId: number;

  /** As the uploader called it, without a path. */
  @StringColumn('file_name', 255)
  fileName: string;

  /** Bytes. */
  @IntColumn('file_size')
  fileSize: number;

  /** Media type, by content. */
  @StringColumn('file_type', 100)
  fileType: string;

  /** Of the content, lower-case hex; recognises the same bytes inside the organization. */
  @StringColumn('sha256', 64)
  sha256: string;

  /** Where the storage keeps the content. */
  @StringColumn('storage_key', 60)
  storageKey: string;

  /** Of the latest task. */
  @StringColumn('status', 10)
  status: ResumeStatus;

  /** The latest task. */
  @StringColumn('task_id', 36)
  taskId: string;

  /** Whom the last successful parsing made or updated. */
  @BigIntColumn('candidate_id', { nullable: true })
  candidateId: number | null;

  /** What the last successful parsing read. */
  @JsonColumn('profile', { nullable: true })
  profile: ResumeProfile | null;

  @TimeColumn('created_at')
  createdAt: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
