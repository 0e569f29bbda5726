import WordExtractor from 'word-extractor';
import { ResumeReadingError } from '../resume-reading.error';

/** Ends a table's cell; a row ends with two. */
const CELL_END = '\u0007';
const ENCRYPTED = /encrypt|password/i;

/**
 * The text of a Word 97–2003 document: headers, body, text boxes and footers.
 * @throws ResumeReadingError encrypted, corrupt, empty
 */
export async function readDoc(file: Buffer): Promise<string> {
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
    const reason = error instanceof Error ? error.message : String(error);
    throw new ResumeReadingError(ENCRYPTED.test(reason) ? 'encrypted' : 'corrupt', error);
  }
  const text = parts
    .join('\n')
    .replaceAll(CELL_END + CELL_END, '\n')
    .replaceAll(CELL_END, '\t')
    .trim();
  if (!/\p{L}/u.test(text)) throw new ResumeReadingError('empty');
  return text;
}
