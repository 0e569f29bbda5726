import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser, organizationOf } from '../auth';
import { AppError, Clock, LocalTime, newId } from '../common';
import { isUniqueViolation, UnitOfWork } from '../database';
import { DomainEvents } from '../events';
import type { BatchItemResponse } from './dto/batch-item.response';
import { ResumeResponse, type UploadedResumeResponse } from './dto/resume.response';
import type { Resume } from './entities/resume.entity';
import { type IncomingFile, MAX_FILE_BYTES } from './multipart-files';
import { detectFileType } from './parsing/detect-file-type';
import { RESUME_MEDIA_TYPES } from './parsing/resume-file-type';
import { resumeEventOf } from './resume-event';
import { fileEmpty, fileTooLarge, fileUnsupported } from './resumes.errors';
import { ResumesRepository } from './resumes.repository';
import { ResumeStorage, type StagedFile } from './storage/resume-storage';
import { ParseRunner } from './tasks/parse-runner';
import { ParseTasksRepository } from './tasks/parse-tasks.repository';

/** A file that was received in full and is of a kind that can be parsed. */
interface AcceptedFile {
  readonly staged: StagedFile;
  readonly fileName: string;
  readonly fileType: string;
}

type BatchFile = { readonly fileName: string } & ({ readonly file: AcceptedFile } | { readonly error: AppError });

/** Takes files in: received and checked first, then committed with their task and event in one unit of work. */
@Injectable()
export class ResumeUploadsService {
  constructor(
    private readonly resumes: ResumesRepository,
    private readonly tasks: ParseTasksRepository,
    private readonly storage: ResumeStorage,
    private readonly runner: ParseRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
    private readonly localTime: LocalTime,
  ) {}

  /** @throws AppError as {@link accept} and `files` do; the whole request is then refused and nothing of it is kept */
  async upload(
    user: AuthenticatedUser,
    field: string,
    files: AsyncIterable<IncomingFile>,
  ): Promise<UploadedResumeResponse> {
    let accepted: AcceptedFile | undefined;
    try {
      for await (const file of files) accepted = await this.accept(field, file);
    } catch (error) {
      if (accepted) await this.storage.discard(accepted.staged);
      throw error;
    }
    if (!accepted) throw new Error('filesOf ended without a file or an error');
    return this.commit(user, accepted);
  }

  /** One result a file. A file that is refused does not harm the others; a request that is malformed as a whole keeps none. */
  async uploadBatch(
    user: AuthenticatedUser,
    field: string,
    files: AsyncIterable<IncomingFile>,
  ): Promise<BatchItemResponse[]> {
    const received: BatchFile[] = [];
    try {
      for await (const incoming of files) received.push(await this.tryAccept(field, incoming));
    } catch (error) {
      for (const item of received) if ('file' in item) await this.storage.discard(item.file.staged);
      throw error;
    }
    const results: BatchItemResponse[] = [];
    for (const item of received) {
      const { fileName } = item;
      if ('error' in item) {
        const { type, message } = item.error;
        results.push({ fileName, success: false, resume: null, error: { type, message } });
      } else {
        results.push({ fileName, success: true, resume: await this.commit(user, item.file), error: null });
      }
    }
    return results;
  }

  private async tryAccept(field: string, incoming: IncomingFile): Promise<BatchFile> {
    try {
      return { fileName: incoming.fileName, file: await this.accept(field, incoming) };
    } catch (error) {
      if (error instanceof AppError) return { fileName: incoming.fileName, error };
      throw error;
    }
  }

  /** @throws AppError `resume.file_empty`, `resume.file_too_large`, `resume.file_unsupported` */
  private async accept(field: string, { fileName, content, isCutOff }: IncomingFile): Promise<AcceptedFile> {
    const staged = await this.storage.receive(content);
    try {
      if (isCutOff()) throw fileTooLarge(field, MAX_FILE_BYTES / 1024 / 1024);
      if (staged.size === 0) throw fileEmpty(field);
      const type = detectFileType(await readFile(staged.path));
      if (!type) throw fileUnsupported(field);
      return { staged, fileName, fileType: RESUME_MEDIA_TYPES[type] };
    } catch (error) {
      await this.storage.discard(staged);
      throw error;
    }
  }

  private async commit(user: AuthenticatedUser, file: AcceptedFile): Promise<UploadedResumeResponse> {
    const organizationId = organizationOf(user);
    const known = await this.resumes.findByContent(organizationId, file.staged.sha256);
    if (known) {
      await this.storage.discard(file.staged);
      return this.answer(known, true);
    }
    const storageKey = await this.storage.keep(file.staged);
    try {
      return this.answer(await this.insert(user.id, organizationId, file, storageKey), false);
    } catch (error) {
      await this.storage.remove(storageKey);
      // The same bytes were uploaded at the same moment; the unique index chose whose they are.
      const winner = isUniqueViolation(error) && (await this.resumes.findByContent(organizationId, file.staged.sha256));
      if (winner) return this.answer(winner, true);
      throw error;
    }
  }

  private insert(userId: number, organizationId: number, file: AcceptedFile, storageKey: string): Promise<Resume> {
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const taskId = newId();
      const resume = await this.resumes.insert({
        organizationId,
        userId,
        fileName: file.fileName,
        fileSize: file.staged.size,
        fileType: file.fileType,
        sha256: file.staged.sha256,
        storageKey,
        status: 'QUEUED',
        taskId,
        candidateId: null,
        profile: null,
        createdAt: now,
        updatedAt: now,
      });
      await this.tasks.insert({
        taskId,
        organizationId,
        resumeId: resume.id,
        status: 'QUEUED',
        attempts: 0,
        progress: 0,
        dueAt: now,
        errorMessage: null,
        createdAt: now,
        finishedAt: null,
      });
      await this.events.publish(organizationId, 'resume.uploaded', {
        ...resumeEventOf(resume, taskId),
        status: 'QUEUED',
      });
      this.unitOfWork.afterCommit(() => this.runner.wake());
      return resume;
    });
  }

  private answer(resume: Resume, duplicate: boolean): UploadedResumeResponse {
    return { ...ResumeResponse.of(resume, this.localTime), duplicate };
  }
}
