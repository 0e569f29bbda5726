import { join } from 'node:path';
import { Room } from '../threads/room';
import { runInThread, type ThreadLimits, type ThreadOutcome } from '../threads/run-in-thread';
import { ResumeReadingError } from './resume-reading.error';
import { TextReader } from './text-reader';
import type { ReadingAnswer, ReadingOrder } from './worker/reading-message';

export const DEFAULT_READING_LIMITS: ThreadLimits = { timeMs: 20_000, heapMiB: 256, growthMiB: 512 };

const THREAD = join(__dirname, 'worker/reading-thread');

/** Reads each file in a thread of its own, within limits: a hostile file harms nothing but itself. */
export class WorkerTextReader extends TextReader {
  private readonly room = new Room();

  constructor(private readonly limits: ThreadLimits = DEFAULT_READING_LIMITS) {
    super();
  }

  async read(file: Uint8Array): Promise<string> {
    const { result, hadCompany } = await this.room.shared(() => this.run(file));
    // Which of several threads made the process grow can't be told, so each is tried again with nothing beside it.
    const unclear = hadCompany && 'excess' in result && result.excess === 'growth';
    return textOf(unclear ? await this.room.alone(() => this.run(file)) : result);
  }

  private run(file: Uint8Array): Promise<ThreadOutcome<ReadingAnswer>> {
    return runInThread<ReadingAnswer>(THREAD, { file } satisfies ReadingOrder, this.limits);
  }
}

function textOf(outcome: ThreadOutcome<ReadingAnswer>): string {
  if ('excess' in outcome) throw new ResumeReadingError('too_complex', outcome.excess);
  if ('died' in outcome) throw new ResumeReadingError('internal', outcome.died);
  const { answer } = outcome;
  if ('text' in answer) return answer.text;
  throw new ResumeReadingError(answer.failure, answer.reason);
}
