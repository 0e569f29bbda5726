import type { ReadingFailure } from '../resume-reading.error';

/** What the thread is started with. */
export interface ReadingOrder {
  readonly file: Uint8Array;
}

/** The one message that it sends back. */
export type ReadingAnswer = { readonly text: string } | { readonly failure: ReadingFailure; readonly reason?: string };
