import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

export interface ThreadLimits {
  /** Milliseconds from start to answer, thread start included. */
  readonly timeMs: number;
  /** MiB of JavaScript heap that the thread may use. */
  readonly heapMiB: number;
  /** MiB by which the process may grow meanwhile: buffers lie outside the heap, and inflating fills those. */
  readonly growthMiB: number;
}

/** `heap` is the thread's own doing; `growth` is the whole process's, whoever caused it. */
export type ThreadOutcome<Answer> =
  { readonly answer: Answer } | { readonly excess: 'time' | 'heap' | 'growth' } | { readonly died: string };

const WATCH_EVERY_MS = 25;
/** Where Jest runs the sources there is no compiled file; its stand-in compiles the source first. */
const RUNS_SOURCES = extname(__filename) === '.ts';
const STAND_IN = join(__dirname, 'testing/typescript-thread.cjs');

/**
 * Runs a file in a thread of its own, which is killed when it takes too much time or memory: whatever it is given harms nothing else.
 * @param file without its extension; it sends one message, its answer
 * @param order copied to the thread, which finds it as its `workerData`
 */
export function runInThread<Answer>(
  file: string,
  order: unknown,
  limits: ThreadLimits,
): Promise<ThreadOutcome<Answer>> {
  return new Promise((resolve) => {
    const worker = new Worker(RUNS_SOURCES ? STAND_IN : `${file}.js`, {
      argv: RUNS_SOURCES ? [`${file}.ts`] : [],
      workerData: order,
      resourceLimits: {
        maxOldGenerationSizeMb: limits.heapMiB,
        maxYoungGenerationSizeMb: Math.ceil(limits.heapMiB / 8),
        stackSizeMb: 4,
      },
      // A library's warnings are about the document, and nothing of a document belongs into the log.
      stdout: true,
      stderr: true,
    });
    const stopWatching = watch(limits, (excess) => finish({ excess }));
    let finished = false;
    const finish = (outcome: ThreadOutcome<Answer>): void => {
      if (finished) return;
      finished = true;
      stopWatching();
      void worker.terminate().then(() => resolve(outcome));
    };
    worker.once('message', (answer: Answer) => finish({ answer }));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { excess: 'heap' } : { died: error.message }),
    );
    worker.once('exit', (code) => finish({ died: `the thread ended with ${code}` }));
  });
}

function watch({ growthMiB, timeMs }: ThreadLimits, onExcess: (excess: 'time' | 'growth') => void): () => void {
  const allowed = process.memoryUsage.rss() + growthMiB * 1024 * 1024;
  const memory = setInterval(() => {
    if (process.memoryUsage.rss() > allowed) onExcess('growth');
  }, WATCH_EVERY_MS);
  const time = setTimeout(() => onExcess('time'), timeMs);
  return () => {
    clearInterval(memory);
    clearTimeout(time);
  };
}
