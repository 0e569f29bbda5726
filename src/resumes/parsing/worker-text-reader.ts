import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ResumeReadingError } from './resume-reading.error';
import { TextReader } from './text-reader';
import type { ExtractionAnswer, ExtractionOrder } from './worker/extraction-message';

export interface ReadingLimits {
  /** Milliseconds that a file may take, thread start included. */
  readonly timeMs: number;
  /** MiB of JavaScript heap that the thread may use. */
  readonly heapMiB: number;
  /** MiB by which the process may grow while a file is read: buffers lie outside the heap, and inflating fills those. */
  readonly growthMiB: number;
}

export const DEFAULT_READING_LIMITS: ReadingLimits = { timeMs: 20_000, heapMiB: 256, growthMiB: 512 };

const WATCH_EVERY_MS = 25;

/** Compiled, the worker's file lies in its folder; where Jest runs the sources, its stand-in compiles it first. */
const WORKER_FILE =
  extname(__filename) === '.ts'
    ? join(__dirname, 'testing/extraction-worker.cjs')
    : join(__dirname, 'worker/extraction-worker.js');

/** Reads each file in a thread of its own, which is killed when it takes too much time or memory: a hostile file harms nothing else. */
export class WorkerTextReader extends TextReader {
  constructor(private readonly limits: ReadingLimits = DEFAULT_READING_LIMITS) {
    super();
  }

  async read(file: Uint8Array): Promise<string> {
    const answer = await this.runWorker(file);
    if ('text' in answer) return answer.text;
    throw new ResumeReadingError(answer.failure, answer.reason);
  }

  private runWorker(file: Uint8Array): Promise<ExtractionAnswer> {
    const { heapMiB } = this.limits;
    return new Promise<ExtractionAnswer>((resolve) => {
      const worker = new Worker(WORKER_FILE, {
        workerData: { file } satisfies ExtractionOrder,
        resourceLimits: {
          maxOldGenerationSizeMb: heapMiB,
          maxYoungGenerationSizeMb: Math.ceil(heapMiB / 8),
          stackSizeMb: 4,
        },
        // A library's warnings are about the document, and nothing of a document belongs into the log.
        stdout: true,
        stderr: true,
      });
      const stopWatching = this.watch((reason) => finish({ failure: 'too_complex', reason }));
      let finished = false;
      const finish = (answer: ExtractionAnswer): void => {
        if (finished) return;
        finished = true;
        stopWatching();
        void worker.terminate().then(() => resolve(answer));
      };
      worker.once('message', (answer: ExtractionAnswer) => finish(answer));
      worker.once('error', (error: NodeJS.ErrnoException) =>
        finish({
          failure: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_complex' : 'internal',
          reason: error.message,
        }),
      );
      worker.once('exit', (code) => finish({ failure: 'internal', reason: `the thread ended with ${code}` }));
    });
  }

  private watch(onExcess: (reason: string) => void): () => void {
    const allowed = process.memoryUsage.rss() + this.limits.growthMiB * 1024 * 1024;
    const memory = setInterval(() => {
      if (process.memoryUsage.rss() > allowed) onExcess('memory');
    }, WATCH_EVERY_MS);
    const time = setTimeout(() => onExcess('time'), this.limits.timeMs);
    return () => {
      clearInterval(memory);
      clearTimeout(time);
    };
  }
}
