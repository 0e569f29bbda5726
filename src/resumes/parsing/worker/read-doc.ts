import WordExtractor from 'word-extractor';
import { compoundFileEntries } from '../compound-file';
import { ResumeReadingError } from '../resume-reading.error';

/** Ends a table's cell; a row ends with two. */
const CELL_END = '\u0007';
/** [MS-DOC] 2.5.2 FibBase: the flags at byte 10 of the WordDocument stream, of which this bit is fEncrypted. */
const FLAGS_OFFSET = 10;
const ENCRYPTED = 0x0100;

/**
 * The text of a Word 97–2003 document: headers, body, text boxes and footers.
 * @throws ResumeReadingError encrypted, corrupt, empty
 */
export async function readDoc(file: Buffer): Promise<string> {
  if (isEncrypted(file)) throw new ResumeReadingError('encrypted');
  let parts: string[];
  try {
    const document = await new WordExtractor().extract(file);
    parts = [
      document.getHeaders({ includeFooters: false }),
      document.getTextboxes({ includeHeadersAndFooters: false }),
      document.getBody(),
      document.getFooters(),
    ];
  } catch (error) {
    throw new ResumeReadingError('corrupt', error);
  }
  const text = parts
    .join('\n')
    .replaceAll(CELL_END + CELL_END, '\n')
    .replaceAll(CELL_END, '\t')
    .trim();
  if (!/\p{L}/u.test(text)) throw new ResumeReadingError('empty');
  return text;
}

/** The library would read the cipher text as text. */
function isEncrypted(file: Buffer): boolean {
  const document = compoundFileEntries(file).find((entry) => entry.name === 'WordDocument');
  if (!document || document.offset + FLAGS_OFFSET + 2 > file.length) return false;
  return (file.readUInt16LE(document.offset + FLAGS_OFFSET) & ENCRYPTED) !== 0;
}
