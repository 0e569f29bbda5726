import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { ResumeReadingError, type ReadingFailure } from './resume-reading.error';
import { WorkerTextReader } from './worker-text-reader';
import { zipOf } from './testing/zip-of';

const FIXTURES = join(__dirname, '../../../test/fixtures/resumes');
const READABLE = readdirSync(FIXTURES).filter((name) => /\.(?:pdf|docx?|txt)$/.test(name));
const FAILING: Record<string, ReadingFailure> = {
  'empty.pdf': 'empty',
  'blank.txt': 'empty',
  'no-text.docx': 'empty',
  'encrypted.pdf': 'encrypted',
  'encrypted.doc': 'encrypted',
  'encrypted.docx': 'encrypted',
  'truncated.pdf': 'corrupt',
  'truncated.docx': 'corrupt',
  'renamed-image.pdf': 'wrong_content',
  'no-pages.pdf': 'no_pages',
  'scanned.pdf': 'no_text',
};

async function failureOf(reading: Promise<string>): Promise<ReadingFailure> {
  const error = await reading.then(
    (text) => new Error(`was read as ${text.slice(0, 40)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ResumeReadingError) return error.failure;
  throw error;
}

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe('WorkerTextReader', () => {
  const reader = new WorkerTextReader();

  it.each(READABLE)('reads the e-mail address out of %s', async (name) => {
    await expect(reader.read(readFileSync(join(FIXTURES, name)))).resolves.toMatch(/@\s*example/);
  });

  it.each(Object.entries(FAILING))('says what is wrong with %s: %s', async (name, failure) => {
    await expect(failureOf(reader.read(readFileSync(join(FIXTURES, 'failing', name))))).resolves.toBe(failure);
  });

  it('has an expectation for every failing fixture', () => {
    expect(readdirSync(join(FIXTURES, 'failing')).sort()).toEqual(Object.keys(FAILING).sort());
  });

  it('reads columns one after the other', async () => {
    const text = await reader.read(readFileSync(join(FIXTURES, 'en-two-columns.pdf')));
    expect(text.indexOf('German (B2)')).toBeLessThan(text.indexOf('PROFILE'));
  });

  it('keeps the cells of a table row together', async () => {
    const text = await reader.read(readFileSync(join(FIXTURES, 'zh-table-embedded-font.pdf')));
    expect(text).toContain('姓名\t张伟\t性别\t男');
  });

  it('reads a text box that Word stores twice once', async () => {
    const text = await reader.read(readFileSync(join(FIXTURES, 'zh-table-header-textbox.docx')));
    expect(text.match(/chenchen@example\.com/g)).toHaveLength(1);
    expect(text).toContain('个人简历');
  });

  it('refuses a zip bomb in a DOCX before it unpacks', async () => {
    const bomb = zipOf({
      '[Content_Types].xml': Buffer.from('<Types/>'),
      'word/document.xml': Buffer.alloc(100 * 1024 * 1024, 32),
    });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(failureOf(reader.read(bomb))).resolves.toBe('too_large');
  });

  it('stops a PDF bomb by the memory that it takes, and the process goes on', async () => {
    const bounded = new WorkerTextReader({ timeMs: 20_000, heapMiB: 96, growthMiB: 192 });
    const layers = deflateSync(deflateSync(Buffer.alloc(400 * 1024 * 1024, 32)));
    const bomb = pdfWithContent(layers, '[/FlateDecode /FlateDecode]');
    await expect(failureOf(bounded.read(bomb))).resolves.toBe('too_complex');
  });

  it('reads what was stopped only because of the company it had', async () => {
    const bounded = new WorkerTextReader({ timeMs: 20_000, heapMiB: 96, growthMiB: 192 });
    const bomb = pdfWithContent(
      deflateSync(deflateSync(Buffer.alloc(400 * 1024 * 1024, 32))),
      '[/FlateDecode /FlateDecode]',
    );
    const innocent = readFileSync(join(FIXTURES, 'zh-table-embedded-font.pdf'));
    const [failure, ...texts] = await Promise.all([
      failureOf(bounded.read(bomb)),
      ...[1, 2, 3].map(() => bounded.read(innocent)),
    ]);
    expect(failure).toBe('too_complex');
    for (const text of texts) expect(text).toContain('张伟');
  });

  it('stops a file that takes too long', async () => {
    const hasty = new WorkerTextReader({ timeMs: 5, heapMiB: 96, growthMiB: 192 });
    await expect(failureOf(hasty.read(readFileSync(join(FIXTURES, 'en-embedded-font.pdf'))))).resolves.toBe(
      'too_complex',
    );
  });
});

function pdfWithContent(content: Buffer, filter: string): Buffer {
  const objects = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Count 1 /Kids [3 0 R] >>'),
    Buffer.from('<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>'),
    Buffer.concat([
      Buffer.from(`<< /Length ${content.length} /Filter ${filter} >>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
  ];
  const parts = objects.map((object, index) =>
    Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]),
  );
  return Buffer.concat([Buffer.from('%PDF-1.4\n'), ...parts, Buffer.from('trailer << /Root 1 0 R >>\n%%EOF\n')]);
}
