import { Module } from '@nestjs/common';
import { CandidatesModule } from '../candidates';
import { Clock, Logger } from '../common';
import { AppConfig } from '../config';
import { BuiltinResumeExtractor } from './extraction/builtin/builtin-resume-extractor';
import { LlmResumeExtractor } from './extraction/llm/llm-resume-extractor';
import { ResumeExtractor } from './extraction/resume-extractor';
import { TextReader } from './parsing/text-reader';
import { DEFAULT_READING_LIMITS, WorkerTextReader } from './parsing/worker-text-reader';
import { ResumeRecords } from './resume-records';
import { ResumeUploadsService } from './resume-uploads.service';
import { ResumesController } from './resumes.controller';
import { ResumesRepository } from './resumes.repository';
import { ResumesService } from './resumes.service';
import { ResumeStorage } from './storage/resume-storage';
import { StorageSweeper } from './storage/storage-sweeper';
import { loadParseSignals } from './tasks/load-parse-signals';
import { ParseRunner } from './tasks/parse-runner';
import { ParseSignals } from './tasks/parse-signals';
import { ParseTasksRepository } from './tasks/parse-tasks.repository';
import { ResumeParser } from './tasks/resume-parser';

@Module({
  imports: [CandidatesModule],
  controllers: [ResumesController],
  providers: [
    ResumesService,
    ResumeRecords,
    ResumeUploadsService,
    ResumesRepository,
    ResumeStorage,
    StorageSweeper,
    ParseTasksRepository,
    ParseRunner,
    { provide: ParseSignals, inject: [AppConfig, Logger], useFactory: loadParseSignals },
    ResumeParser,
    {
      provide: TextReader,
      inject: [AppConfig],
      useFactory: ({ resumes }: AppConfig) =>
        new WorkerTextReader({ ...DEFAULT_READING_LIMITS, timeMs: resumes.parseTimeoutMs }),
    },
    {
      provide: ResumeExtractor,
      inject: [AppConfig, Clock, Logger],
      useFactory: ({ resumes: { llm } }: AppConfig, clock: Clock, logger: Logger) => {
        const builtin = new BuiltinResumeExtractor(clock);
        return llm === null ? builtin : new LlmResumeExtractor(llm, builtin, logger);
      },
    },
  ],
})
export class ResumesModule {}
