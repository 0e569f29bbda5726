import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Logger } from '../../common';
import { ResumesRepository } from '../resumes.repository';
import { ResumeStorage } from './resume-storage';

/** Younger files may belong to an upload that is about to be committed by another process. */
const ORPHAN_AGE_MS = 3_600_000;
const BATCH = 500;

/** At each start, removes files that no résumé names: a process died between receiving a file and committing its row. */
@Injectable()
export class StorageSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly storage: ResumeStorage,
    private readonly resumes: ResumesRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void this.sweep().catch((error: unknown) => this.logger.failure(error, {}, 'sweeping the résumé storage failed'));
  }

  /** @returns how many files were removed */
  async sweep(): Promise<number> {
    const before = this.clock.now() - ORPHAN_AGE_MS;
    let removed = await this.storage.removeStaleUploads(before);
    for await (const folder of this.storage.keysWrittenBefore(before)) {
      for (let start = 0; start < folder.length; start += BATCH) {
        const keys = folder.slice(start, start + BATCH);
        const known = await this.resumes.knownStorageKeys(keys);
        for (const key of keys.filter((candidate) => !known.has(candidate))) {
          await this.storage.remove(key);
          removed += 1;
        }
      }
    }
    if (removed > 0) this.logger.info({ removed }, 'removed files that belong to no résumé');
    return removed;
  }
}
