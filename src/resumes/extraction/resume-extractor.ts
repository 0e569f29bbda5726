import type { EducationEntry } from '../../candidates';

/** A value read from a résumé, how sure the extractor is of it, and the words that it was read from. */
export interface ExtractedField<T> {
  readonly value: T;
  /** 0–1 */
  readonly confidence: number;
  /** The line or lines of the (normalised) résumé; empty where it came from the file's name alone. */
  readonly evidence: string;
}

export interface ResumeProfile {
  readonly name: ExtractedField<string> | null;
  /** Lower case. */
  readonly email: ExtractedField<string> | null;
  /** E.164. */
  readonly phone: ExtractedField<string> | null;
  /** In the résumé's order. */
  readonly education: readonly ExtractedField<EducationEntry>[];
  /** Distinct. */
  readonly schools: readonly ExtractedField<string>[];
  /** Years, to one decimal. */
  readonly yearsOfExperience: ExtractedField<number> | null;
  /** Distinct, in the usual spelling of each. */
  readonly skills: readonly ExtractedField<string>[];
  /** Distinct, in the résumé's order. */
  readonly employers: readonly ExtractedField<string>[];
}

export interface ResumeText {
  /** As a {@link TextReader} returned it; not yet normalised. */
  readonly text: string;
  /** What the uploader called the file: a hint at the name, never more. */
  readonly fileName: string;
}

/**
 * Port: reads the fields of a résumé out of its text. A field that is not there is null or empty.
 * Implementations answer within a bounded time, and whatever a résumé says they do not hold up the process.
 */
export abstract class ResumeExtractor {
  /** @throws ResumeReadingError `too_complex`, `internal` */
  abstract extract(resume: ResumeText): Promise<ResumeProfile>;
}
