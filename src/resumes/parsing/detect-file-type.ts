import { compoundFileEntries, isCompoundFile } from './compound-file';
import { looksLikeText } from './decode-text';
import type { ResumeFileType } from './resume-file-type';
import { readZipDirectory } from './zip-archive';

/** A PDF may have other bytes before its header; readers look for it in the first kilobyte (ISO 32000-1, implementation note 13). */
const PDF_HEADER_WITHIN = 1024;

/**
 * What kind of résumé the bytes are, or undefined where they are none that can be read.
 * A password-protected Word file is a compound file with an encrypted package inside; it counts as the Word file it is, so that
 * reading it can say that it is protected.
 */
export function detectFileType(file: Buffer): ResumeFileType | undefined {
  if (isCompoundFile(file)) {
    const names = compoundFileEntries(file).map((entry) => entry.name);
    if (names.includes('WordDocument')) return 'doc';
    return names.includes('EncryptedPackage') ? 'docx' : undefined;
  }
  if (file.subarray(0, PDF_HEADER_WITHIN).includes('%PDF-')) return 'pdf';
  if (file.length > 4 && file.readUInt16BE(0) === 0x504b && file.readUInt8(2) < 9) {
    const entries = readZipDirectory(file);
    // The directory is at the end of a zip: one that was cut off still shows its first parts' names, and is damaged rather than foreign.
    const isWord = entries ? entries.some((entry) => entry.name === 'word/document.xml') : file.includes('word/');
    return isWord ? 'docx' : undefined;
  }
  if (file.length === 0) return undefined;
  return looksLikeText(file) ? 'txt' : undefined;
}
