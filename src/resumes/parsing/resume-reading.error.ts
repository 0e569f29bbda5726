/**
 * Why a résumé could not be read. `permanent` ones fail the task at once, since the same bytes will fail the same way;
 * the others are tried again, since a busy machine can cause them.
 */
export const READING_FAILURES = {
  empty: { permanent: true, message: 'The file holds no text at all. Please upload the résumé again.' },
  encrypted: {
    permanent: true,
    message: 'The file is protected by a password. Please remove the protection and upload it again.',
  },
  corrupt: {
    permanent: true,
    message: 'The file is damaged or was cut off during transfer. Please upload it again from the original.',
  },
  no_text: {
    permanent: true,
    message: 'The file holds pictures of text only, such as a scan. Please upload a version with selectable text.',
  },
  no_pages: { permanent: true, message: 'The PDF has no pages. Please export the résumé again and upload it.' },
  wrong_content: {
    permanent: true,
    message: 'The content of the file is no PDF, Word or text document. Please upload one of those.',
  },
  no_person: {
    permanent: true,
    message:
      'Neither a name nor an e-mail address nor a phone number was found. Please check that the file is a résumé.',
  },
  too_large: {
    permanent: true,
    message: 'The file unpacks to far more data than a résumé holds. Please upload a simpler version.',
  },
  too_complex: {
    permanent: false,
    message:
      'The file took too much time or memory to read. Please upload a simpler version, such as a new PDF export.',
  },
  internal: {
    permanent: false,
    message: 'The résumé could not be processed because of a fault on our side. Please try again later.',
  },
} as const;

export type ReadingFailure = keyof typeof READING_FAILURES;

/** The message is a sentence for the recruiter; what a programmer wants to know is in `cause`. */
export class ResumeReadingError extends Error {
  readonly permanent: boolean;

  constructor(
    readonly failure: ReadingFailure,
    cause?: unknown,
  ) {
    super(READING_FAILURES[failure].message, { cause });
    this.name = 'ResumeReadingError';
    this.permanent = READING_FAILURES[failure].permanent;
  }
}
