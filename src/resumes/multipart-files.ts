import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../common';
import { fileMissing, tooManyFiles, unknownPart, uploadBroken } from './resumes.errors';

/** Bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_NAME_LENGTH = 255;
const LIMIT_CODES = new Set(['FST_FILES_LIMIT', 'FST_PARTS_LIMIT']);

export interface IncomingFile {
  readonly fileName: string;
  readonly content: Readable;
  /** Once the content has been read: whether the file went on beyond {@link MAX_FILE_BYTES}. */
  isCutOff(): boolean;
}

/**
 * The files of a multipart request, one after the other as they arrive; each must be read before the next one comes.
 * @param field the only field that may hold files
 * @throws AppError `resume.file_missing`, `resume.too_many_files`, `resume.upload_broken`, `request.validation_failed`
 */
export async function* filesOf(request: FastifyRequest, field: string, maxFiles: number): AsyncGenerator<IncomingFile> {
  if (!request.isMultipart()) throw fileMissing(field);
  let count = 0;
  try {
    const limits = { fileSize: MAX_FILE_BYTES, files: maxFiles + 1, parts: maxFiles + 10 };
    // A file that is too large must not end a batch: it is cut off, and whoever reads it asks isCutOff.
    const options = { limits, throwFileSizeLimit: false };
    for await (const part of request.parts(options)) {
      if (part.type !== 'file') throw unknownPart(part.fieldname);
      if (part.fieldname !== field) {
        part.file.resume();
        throw unknownPart(part.fieldname);
      }
      count += 1;
      if (count > maxFiles) {
        part.file.resume();
        throw tooManyFiles(field, maxFiles);
      }
      yield toIncomingFile(part);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as { code?: unknown };
    throw typeof code === 'string' && LIMIT_CODES.has(code)
      ? tooManyFiles(field, maxFiles)
      : uploadBroken(field, error);
  }
  if (count === 0) throw fileMissing(field);
}

function toIncomingFile({ filename, file }: MultipartFile): IncomingFile {
  return { fileName: cleanName(filename), content: file, isCutOff: () => file.truncated };
}

/** A name to show: no path, nothing invisible, short enough, with its extension. */
export function cleanName(name: string | undefined): string {
  const bare = basename((name ?? '').replaceAll('\\', '/'))
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (bare === '') return 'resume';
  if (bare.length <= MAX_NAME_LENGTH) return bare;
  const extension = /\.[^.]{1,10}$/.exec(bare)?.[0] ?? '';
  return bare.slice(0, MAX_NAME_LENGTH - extension.length).toWellFormed() + extension;
}
