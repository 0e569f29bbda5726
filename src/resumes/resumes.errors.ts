import { AppError, type ErrorKind } from '../common';

const aboutFile = (type: string, kind: ErrorKind, field: string, message: string) =>
  new AppError({ type, kind, message: `${field}: ${message}`, details: [{ field, message }] });

export const fileMissing = (field: string) =>
  aboutFile('resume.file_missing', 'malformed', field, 'send a file in this field, as multipart/form-data');
export const fileEmpty = (field: string) => aboutFile('resume.file_empty', 'malformed', field, 'the file is empty');
export const fileTooLarge = (field: string, maxMiB: number) =>
  aboutFile('resume.file_too_large', 'too_large', field, `the file is larger than ${maxMiB} MiB`);
export const fileUnsupported = (field: string) =>
  aboutFile(
    'resume.file_unsupported',
    'unsupported',
    field,
    'the content is no PDF, DOCX, DOC or plain text, whatever its name says',
  );
export const tooManyFiles = (field: string, max: number) =>
  aboutFile('resume.too_many_files', 'malformed', field, `at most ${max} files in one request`);
export const uploadBroken = (field: string, cause: unknown) => {
  const message = 'the upload is incomplete or not valid multipart/form-data';
  return new AppError({
    type: 'resume.upload_broken',
    kind: 'malformed',
    message: `${field}: ${message}`,
    details: [{ field, message }],
    cause,
  });
};
export const unknownPart = (field: string) =>
  aboutFile('request.validation_failed', 'malformed', field, 'this field is not known');

export const resumeNotFound = (id: number) =>
  new AppError({ type: 'resume.not_found', kind: 'not_found', message: `There is no résumé ${id}.` });
export const taskNotFound = (taskId: string) =>
  new AppError({ type: 'resume.task_not_found', kind: 'not_found', message: `There is no parsing task ${taskId}.` });
export const alreadyQueued = (taskId: string) =>
  new AppError({
    type: 'resume.already_queued',
    kind: 'conflict',
    message: `This résumé is being parsed already, by task ${taskId}. Wait until that has finished.`,
  });
export const fileGone = () =>
  new AppError({
    type: 'resume.file_gone',
    kind: 'unavailable',
    message: 'The original file cannot be read right now. Please try again later or tell your administrator.',
  });
