import { parentPort, workerData } from 'node:worker_threads';
import { extractProfile } from './extract-profile';
import type { ExtractionAnswer, ExtractionOrder } from './extraction-message';

const { resume, now } = workerData as ExtractionOrder;
parentPort?.postMessage(extractProfile(resume, now) satisfies ExtractionAnswer);
