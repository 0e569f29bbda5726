import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser, organizationOf } from '../auth';
import { Clock, LocalTime, newId, type Page } from '../common';
import { UnitOfWork } from '../database';
import type { ListResumesQuery } from './dto/list-resumes.query';
import { ParseTaskResponse } from './dto/parse-task.response';
import { type ResumeDetailResponse, ResumeResponse } from './dto/resume.response';
import type { Resume } from './entities/resume.entity';
import { alreadyQueued, fileGone, resumeNotFound, taskNotFound } from './resumes.errors';
import { ResumesRepository } from './resumes.repository';
import { ResumeStorage } from './storage/resume-storage';
import { ParseRunner } from './tasks/parse-runner';
import { ParseTasksRepository } from './tasks/parse-tasks.repository';

export interface OriginalFile {
  readonly fileName: string;
  readonly fileType: string;
  readonly fileSize: number;
  readonly content: Readable;
}

@Injectable()
export class ResumesService {
  constructor(
    private readonly resumes: ResumesRepository,
    private readonly tasks: ParseTasksRepository,
    private readonly storage: ResumeStorage,
    private readonly runner: ParseRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly localTime: LocalTime,
  ) {}

  async list(user: AuthenticatedUser, query: ListResumesQuery): Promise<Page<ResumeResponse>> {
    const page = await this.resumes.list(organizationOf(user), query);
    return { ...page, items: page.items.map((resume) => ResumeResponse.of(resume, this.localTime)) };
  }

  async get(user: AuthenticatedUser, id: number): Promise<ResumeDetailResponse> {
    const resume = await this.find(user, id);
    const task = await this.tasks.find(resume.organizationId, resume.taskId);
    return {
      ...ResumeResponse.of(resume, this.localTime),
      profile: resume.profile,
      errorMessage: task?.errorMessage ?? null,
    };
  }

  async getTask(user: AuthenticatedUser, taskId: string): Promise<ParseTaskResponse> {
    const organizationId = organizationOf(user);
    const task = await this.tasks.find(organizationId, taskId);
    const resume = task && (await this.resumes.find(organizationId, task.resumeId));
    if (!task || !resume) throw taskNotFound(taskId);
    return ParseTaskResponse.of(task, resume.candidateId, this.localTime);
  }

  /** @throws AppError `resume.not_found`, `resume.file_gone` */
  async open(user: AuthenticatedUser, id: number): Promise<OriginalFile> {
    const { fileName, fileType, fileSize, storageKey } = await this.find(user, id);
    const content = await this.storage.open(storageKey);
    if (!content) throw fileGone();
    return { fileName, fileType, fileSize, content };
  }

  /** Parses the file again, as a new task. @throws AppError `resume.not_found`, `resume.already_queued` */
  async parseAgain(user: AuthenticatedUser, id: number): Promise<ResumeResponse> {
    const resume = await this.find(user, id);
    if (resume.status === 'QUEUED' || resume.status === 'PROCESSING') throw alreadyQueued(resume.taskId);
    const now = this.clock.now();
    const change = { taskId: newId(), status: 'QUEUED' as const, updatedAt: now };
    await this.unitOfWork.run(async () => {
      // Of two requests at once, the one that finds its task replaced already is refused.
      if (!(await this.resumes.updateForTask(id, resume.taskId, change))) throw alreadyQueued(resume.taskId);
      await this.tasks.insert({
        taskId: change.taskId,
        organizationId: resume.organizationId,
        resumeId: id,
        status: 'QUEUED',
        attempts: 0,
        progress: 0,
        dueAt: now,
        errorMessage: null,
        createdAt: now,
        finishedAt: null,
      });
      this.unitOfWork.afterCommit(() => this.runner.wake());
    });
    return ResumeResponse.of({ ...resume, ...change }, this.localTime);
  }

  private async find(user: AuthenticatedUser, id: number): Promise<Resume> {
    const resume = await this.resumes.find(organizationOf(user), id);
    if (!resume) throw resumeNotFound(id);
    return resume;
  }
}
