import { parentPort, workerData } from 'node:worker_threads';
import { ResumeReadingError } from '../resume-reading.error';
import type { ExtractionAnswer, ExtractionOrder } from './extraction-message';
import { readDocument } from './read-document';

/** What the thread runs: one file, one answer. A library's own trouble is an answer too; only running out of memory or time is none. */
async function extract({ file }: ExtractionOrder): Promise<ExtractionAnswer> {
  try {
    return { text: await readDocument(Buffer.from(file.buffer, file.byteOffset, file.byteLength)) };
  } catch (error) {
    const reason = error instanceof ResumeReadingError ? error.cause : error;
    return {
      failure: error instanceof ResumeReadingError ? error.failure : 'corrupt',
      reason: reason instanceof Error ? `${reason.name}: ${reason.message}` : undefined,
    };
  }
}

void extract(workerData as ExtractionOrder).then((answer) => parentPort?.postMessage(answer));
