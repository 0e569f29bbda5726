import { parentPort, workerData } from 'node:worker_threads';
import { ResumeReadingError } from '../resume-reading.error';
import type { ReadingAnswer, ReadingOrder } from './reading-message';
import { readDocument } from './read-document';

/** More than any extractor looks at; what is longer would only hold up whoever receives it. */
const MAX_TEXT_CHARACTERS = 100_000;

/** What the thread runs: one file, one answer. A library's own trouble is an answer too; only running out of memory or time is none. */
async function read({ file }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    const text = await readDocument(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
    return { text: text.slice(0, MAX_TEXT_CHARACTERS) };
  } catch (error) {
    const reason = error instanceof ResumeReadingError ? error.cause : error;
    return {
      failure: error instanceof ResumeReadingError ? error.failure : 'corrupt',
      reason: reason instanceof Error ? `${reason.name}: ${reason.message}` : undefined,
    };
  }
}

void read(workerData as ReadingOrder).then((answer) => parentPort?.postMessage(answer));
