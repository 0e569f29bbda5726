import type { ResumeProfile, ResumeText } from '../resume-extractor';

/** What the thread is started with. */
export interface ExtractionOrder {
  readonly resume: ResumeText;
  /** ms since the epoch */
  readonly now: number;
}

/** The one message that it sends back. */
export type ExtractionAnswer = ResumeProfile;
