import { dirname, join } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { ResumeReadingError } from '../resume-reading.error';
import { layOutPage, type PlacedText } from './pdf-layout';

/** A résumé of more pages is read up to here; what follows is portfolio. */
const MAX_PAGES = 60;
const MAX_RUNS_PER_PAGE = 50_000;
const END_MARKER_WITHIN = 4096;
/** How pdf.js names what it throws; its classes are not exported by the legacy build's types. */
const PASSWORD_EXCEPTION = 'PasswordException';

/**
 * The text of a PDF, page by page in reading order.
 * @throws ResumeReadingError encrypted, corrupt, no_pages, no_text
 */
export async function readPdf(file: Buffer): Promise<string> {
  // pdf.js repairs a file whose end is missing and shows what is left: half a résumé that looks whole.
  if (!file.subarray(-END_MARKER_WITHIN).includes('%%EOF'))
    throw new ResumeReadingError('corrupt', new Error('no %%EOF'));
  const document = await openDocument(file);
  try {
    if (document.numPages < 1) throw new ResumeReadingError('no_pages');
    const pages: string[][] = [];
    for (let number = 1; number <= Math.min(document.numPages, MAX_PAGES); number++) {
      pages.push(await readPage(document, number));
    }
    const text = withoutRepeatedEdges(pages).join('\n');
    if (!/\p{L}/u.test(text)) throw new ResumeReadingError('no_text');
    return text;
  } finally {
    await document.loadingTask.destroy();
  }
}

async function openDocument(file: Buffer): Promise<PDFDocumentProxy> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = dirname(require.resolve('pdfjs-dist/package.json'));
  try {
    return await getDocument({
      data: new Uint8Array(file),
      // Without these, text in fonts that are not embedded, as Chinese PDFs often have, comes out empty and without an error.
      cMapUrl: join(root, 'cmaps') + '/',
      cMapPacked: true,
      standardFontDataUrl: join(root, 'standard_fonts') + '/',
      useSystemFonts: false,
      isEvalSupported: false,
      disableFontFace: true,
      maxImageSize: 1,
      verbosity: VerbosityLevel.ERRORS,
    }).promise;
  } catch (error) {
    if (error instanceof Error && error.name === PASSWORD_EXCEPTION) throw new ResumeReadingError('encrypted', error);
    if (statesZeroPages(file)) throw new ResumeReadingError('no_pages', error);
    throw new ResumeReadingError('corrupt', error);
  }
}

/** pdf.js refuses a page tree without pages as it refuses a damaged one; the recruiter is told which it was. */
function statesZeroPages(file: Buffer): boolean {
  const source = file.toString('latin1');
  return /\/Count\s+0\b/.test(source) && !/\/Type\s*\/Page\b(?!s)/.test(source);
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<string[]> {
  let page: PDFPageProxy;
  try {
    page = await document.getPage(number);
  } catch (error) {
    if (document.numPages === 1 && statesZeroPages(Buffer.from(await document.getData()))) {
      throw new ResumeReadingError('no_pages', error);
    }
    throw new ResumeReadingError('corrupt', error);
  }
  const content = await page.getTextContent({ includeMarkedContent: false });
  const placed: PlacedText[] = [];
  for (const item of content.items.slice(0, MAX_RUNS_PER_PAGE)) {
    if (!('str' in item) || item.str === '') continue;
    const [, , c, d, x, y] = item.transform as number[];
    placed.push({ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) || item.height });
  }
  page.cleanup();
  return layOutPage(placed);
}

/** A header or footer that stands on every page is read once. Page numbers differ, so digits are not compared. */
function withoutRepeatedEdges(pages: readonly string[][]): string[] {
  const seen = new Set<string>();
  return pages.flatMap((lines, page) =>
    lines.filter((line, index) => {
      if (index > 1 && index < lines.length - 2) return true;
      const key = line.replace(/\d+/g, '#').trim();
      if (page > 0 && seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
}
