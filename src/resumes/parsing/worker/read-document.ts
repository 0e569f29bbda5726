import { decodeText } from '../decode-text';
import { detectFileType } from '../detect-file-type';
import { ResumeReadingError } from '../resume-reading.error';
import { readDoc } from './read-doc';
import { readDocx } from './read-docx';
import { readPdf } from './read-pdf';

/**
 * The text of a résumé file, by what its content says it is.
 * @throws ResumeReadingError
 */
export async function readDocument(file: Buffer): Promise<string> {
  switch (detectFileType(file)) {
    case 'pdf':
      return readPdf(file);
    case 'docx':
      return readDocx(file);
    case 'doc':
      return readDoc(file);
    case 'txt':
      return readTxt(file);
    case undefined:
      throw new ResumeReadingError(file.length === 0 ? 'empty' : 'wrong_content');
  }
}

function readTxt(file: Buffer): string {
  const text = decodeText(file);
  // What a file begins with was looked at when it was uploaded; the rest of it was not.
  if (text === undefined) throw new ResumeReadingError('wrong_content');
  if (!/\p{L}/u.test(text)) throw new ResumeReadingError('empty');
  return text;
}
