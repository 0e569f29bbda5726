/** The kinds of file a résumé may be. Which one a file is follows from its content alone, never from its name. */
export const RESUME_FILE_TYPES = ['pdf', 'docx', 'doc', 'txt'] as const;

export type ResumeFileType = (typeof RESUME_FILE_TYPES)[number];

/** The media type that the API and the events show for each kind. */
export const RESUME_MEDIA_TYPES: Readonly<Record<ResumeFileType, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  txt: 'text/plain',
};

export function resumeFileTypeOf(mediaType: string): ResumeFileType | undefined {
  return RESUME_FILE_TYPES.find((type) => RESUME_MEDIA_TYPES[type] === mediaType);
}
