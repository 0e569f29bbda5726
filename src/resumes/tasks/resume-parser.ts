import { Injectable } from '@nestjs/common';
import { CandidateRegister, type CandidateProfile } from '../../candidates';
import { Clock, Logger, newId, UnexpectedErrorReporter } from '../../common';
import { isUniqueViolation, UnitOfWork } from '../../database';
import { DomainEvents } from '../../events';
import type { ParseTask } from '../entities/parse-task.entity';
import type { Resume } from '../entities/resume.entity';
import { ResumeExtractor, type ResumeProfile } from '../extraction/resume-extractor';
import { ResumeReadingError } from '../parsing/resume-reading.error';
import { TextReader } from '../parsing/text-reader';
import { resumeEventOf } from '../resume-event';
import { ResumesRepository } from '../resumes.repository';
import { ResumeStorage } from '../storage/resume-storage';
import { nextAttemptAt } from './parse-policy';
import { ParseTasksRepository } from './parse-tasks.repository';

const TEXT_READ_PERCENT = 60;
/** Two résumés of one person, parsed at once, make one candidate: the slower one finds the faster one's. */
const MAX_COMMITS = 3;

/** One attempt at one task: read the file, extract the fields, commit what came of it together with its events. */
@Injectable()
export class ResumeParser {
  constructor(
    private readonly tasks: ParseTasksRepository,
    private readonly resumes: ResumesRepository,
    private readonly storage: ResumeStorage,
    private readonly reader: TextReader,
    private readonly extractor: ResumeExtractor,
    private readonly candidates: CandidateRegister,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly reporter: UnexpectedErrorReporter,
  ) {}

  /**
   * @param task as claimed
   * @throws only where the outcome could not be committed; the task's lease then ends and it is begun again
   */
  async parse(task: ParseTask): Promise<void> {
    const resume = await this.resumes.find(task.organizationId, task.resumeId);
    if (!resume)
      return void (await this.unitOfWork.run(() => this.tasks.updateAttempt(task, { status: 'FAILED', dueAt: null })));
    try {
      await this.complete(task, resume, await this.extract(task, resume));
    } catch (error) {
      await this.fail(
        task,
        resume,
        error instanceof ResumeReadingError ? error : new ResumeReadingError('internal', error),
      );
    }
  }

  /** Ends a task whose attempts are used up without a result, because the process died in each. */
  async abandon(task: ParseTask): Promise<void> {
    const resume = await this.resumes.find(task.organizationId, task.resumeId);
    if (resume)
      await this.fail(
        task,
        resume,
        new ResumeReadingError('too_complex', new Error('every attempt ended with its process')),
      );
  }

  private async extract(task: ParseTask, resume: Resume): Promise<ResumeProfile> {
    const file = await this.storage.read(resume.storageKey);
    const text = await this.reader.read(file);
    await this.unitOfWork.run(() => this.tasks.updateAttempt(task, { progress: TEXT_READ_PERCENT }));
    const profile = await this.extractor.extract({ text, fileName: resume.fileName });
    if (!profile.name && !profile.email && !profile.phone) throw new ResumeReadingError('no_person');
    return profile;
  }

  private async complete(task: ParseTask, resume: Resume, profile: ResumeProfile): Promise<void> {
    const { organizationId, id: resumeId, userId } = resume;
    const commit = async (): Promise<boolean> => {
      const now = this.clock.now();
      const done = { status: 'COMPLETED' as const, progress: 100, dueAt: null, errorMessage: null, finishedAt: now };
      if (!(await this.tasks.updateAttempt(task, done))) return false;
      const candidateId = await this.candidates.recordResume({
        organizationId,
        resumeId,
        userId,
        candidateId: resume.candidateId,
        profile: toCandidateProfile(profile),
      });
      const change = { status: 'COMPLETED' as const, profile, candidateId, updatedAt: now };
      await this.resumes.updateForTask(resumeId, task.taskId, change);
      await this.events.publish(organizationId, 'resume.parse_completed', {
        ...resumeEventOf(resume, task.taskId),
        status: 'COMPLETED',
        candidateId,
      });
      return true;
    };
    for (let run = 1; ; run++) {
      try {
        const committed = await this.unitOfWork.run(commit);
        if (committed) this.logger.info({ resumeId, taskId: task.taskId, attempts: task.attempts }, 'résumé parsed');
        return;
      } catch (error) {
        if (run >= MAX_COMMITS || !isUniqueViolation(error)) throw error;
      }
    }
  }

  private async fail(task: ParseTask, resume: Resume, error: ResumeReadingError): Promise<void> {
    const { organizationId, id: resumeId } = resume;
    const now = this.clock.now();
    const dueAt = nextAttemptAt(now, task.attempts, error.permanent);
    this.log(task, error, dueAt === null);
    await this.unitOfWork.run(async () => {
      const status = dueAt === null ? 'FAILED' : 'QUEUED';
      const finishedAt = dueAt === null ? now : null;
      const change = { status, dueAt, progress: 0, errorMessage: error.message, finishedAt } as const;
      if (!(await this.tasks.updateAttempt(task, change))) return;
      await this.resumes.updateForTask(resumeId, task.taskId, { status, updatedAt: now });
      if (status === 'QUEUED') return;
      await this.events.publish(organizationId, 'resume.parse_failed', {
        ...resumeEventOf(resume, task.taskId),
        status,
        errorMessage: error.message,
      });
    });
  }

  private log(
    { organizationId, resumeId, taskId, attempts }: ParseTask,
    error: ResumeReadingError,
    isLast: boolean,
  ): void {
    const fields = { resumeId, taskId, attempts, failure: error.failure };
    if (error.failure !== 'internal') {
      this.logger.info(fields, isLast ? 'résumé cannot be parsed' : 'parsing attempt failed');
      return;
    }
    const errorId = newId();
    this.logger.failure(error.cause ?? error, { ...fields, errorId }, 'parsing a résumé failed unexpectedly');
    this.reporter.report(error, { source: 'resumes.parse', organizationId, errorId });
  }
}

function toCandidateProfile(profile: ResumeProfile): CandidateProfile {
  return {
    name: profile.name?.value ?? null,
    email: profile.email?.value ?? null,
    phone: profile.phone?.value ?? null,
    skills: profile.skills.map((skill) => skill.value),
    education: profile.education.map((entry) => entry.value),
    employers: profile.employers.map((employer) => employer.value),
    yearsOfExperience: profile.yearsOfExperience?.value ?? null,
  };
}
