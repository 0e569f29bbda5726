import mammoth from 'mammoth';
import { isCompoundFile } from '../compound-file';
import { ResumeReadingError } from '../resume-reading.error';
import { readZipDirectory, readZipEntry, type ZipEntry } from '../zip-archive';
import { textOfHtml } from './text-of-html';

/** A résumé's XML is some hundred KiB; the document tree made of it takes many times its size. */
const MAX_XML_BYTES = 24 * 1024 * 1024;
const MAX_ENTRIES = 5_000;

/**
 * The text of a Word document: header, body with tables and text boxes, footer, each once.
 * Every part is inflated under a bound before Mammoth sees the file, because Mammoth believes whatever unpacks.
 * @throws ResumeReadingError encrypted, corrupt, too_large, empty, no_text
 */
export async function readDocx(file: Buffer): Promise<string> {
  // Word wraps a document that has a password in a compound file ([MS-OFFCRYPTO] 2.3.4).
  if (isCompoundFile(file)) throw new ResumeReadingError('encrypted');
  const entries = readZipDirectory(file);
  if (!entries || entries.length === 0) throw new ResumeReadingError('corrupt');
  if (entries.length > MAX_ENTRIES) throw new ResumeReadingError('too_large');
  if (entries.some((entry) => entry.encrypted)) throw new ResumeReadingError('encrypted');
  const parts = inflateXmlParts(file, entries);
  const body = await readBody(file);
  const header = [...parts].filter(([name]) => /^word\/header\d*\.xml$/.test(name));
  const footer = [...parts].filter(([name]) => /^word\/footer\d*\.xml$/.test(name));
  const text = [...distinctLines(header), body, ...distinctLines(footer)].join('\n').trim();
  if (/\p{L}/u.test(text)) return text;
  throw new ResumeReadingError(entries.some((entry) => entry.name.startsWith('word/media/')) ? 'no_text' : 'empty');
}

function inflateXmlParts(file: Buffer, entries: readonly ZipEntry[]): Map<string, string> {
  const parts = new Map<string, string>();
  let left = MAX_XML_BYTES;
  for (const entry of entries.filter(({ name }) => /\.(?:xml|rels)$/i.test(name))) {
    try {
      const bytes = readZipEntry(file, entry, left);
      left -= bytes.length;
      if (left <= 0) throw new ResumeReadingError('too_large');
      if (/^word\/(?:header|footer)/.test(entry.name)) parts.set(entry.name, bytes.toString('utf8'));
    } catch (error) {
      if (error instanceof ResumeReadingError) throw error;
      throw new ResumeReadingError(error instanceof RangeError ? 'too_large' : 'corrupt', error);
    }
  }
  return parts;
}

async function readBody(file: Buffer): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: file },
      // No media entry is ever inflated.
      { convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })), externalFileAccess: false },
    );
    return textOfHtml(value);
  } catch (error) {
    throw new ResumeReadingError('corrupt', error);
  }
}

/** Mammoth does not read headers and footers. First-page, even and odd variants often say the same. */
function distinctLines(parts: readonly (readonly [string, string])[]): Set<string> {
  const lines = new Set<string>();
  for (const [, xml] of parts) {
    const once = xml.replace(/<mc:Fallback\b[\s\S]*?<\/mc:Fallback>/g, '');
    const html = once
      .replace(/<w:(?:tab|br|cr)\b[^>]*\/>/g, ' ')
      .replace(/<w:instrText\b[\s\S]*?<\/w:instrText>/g, '')
      .replace(/<\/w:p>/g, '</p>')
      .replace(/<(?!\/p>)[^>]*>/g, '');
    for (const line of textOfHtml(html).split('\n')) if (line !== '') lines.add(line);
  }
  return lines;
}
