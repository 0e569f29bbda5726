import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common';
import { ResumeReadingError } from '../../parsing/resume-reading.error';
import { runInThread, type ThreadLimits } from '../../threads/run-in-thread';
import { ResumeExtractor, type ResumeProfile, type ResumeText } from '../resume-extractor';
import { MAX_CHARACTERS } from './extract-profile';
import type { ExtractionAnswer, ExtractionOrder } from './extraction-message';

/** A text made to be slow takes half a second. The rest is for a machine that is busy. */
const LIMITS: ThreadLimits = { timeMs: 15_000, heapMiB: 128, growthMiB: 1_024 };

const THREAD = join(__dirname, 'extraction-thread');

/** The rules, in a thread of their own, so that no text holds up what the process serves. */
@Injectable()
export class BuiltinResumeExtractor extends ResumeExtractor {
  constructor(
    private readonly clock: Clock,
    private readonly limits: ThreadLimits = LIMITS,
  ) {
    super();
  }

  async extract({ text, fileName }: ResumeText): Promise<ResumeProfile> {
    const order: ExtractionOrder = { resume: { text: text.slice(0, MAX_CHARACTERS), fileName }, now: this.clock.now() };
    const outcome = await runInThread<ExtractionAnswer>(THREAD, order, this.limits);
    if ('answer' in outcome) return outcome.answer;
    if ('excess' in outcome) throw new ResumeReadingError('too_complex', outcome.excess);
    throw new ResumeReadingError('internal', outcome.died);
  }
}
