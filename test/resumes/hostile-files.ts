import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, createDeflateRaw } from 'node:zlib';
import { zipOf } from '../../src/resumes/parsing/testing/zip-of';

const MIB = 1024 * 1024;
export const TEN_MIB = 10 * MIB;

const fixture = (name: string): Buffer => readFileSync(join(__dirname, '../fixtures/resumes', name));

/** Zeros, packed once or several times, without ever holding them. */
async function packed(bytes: number, packers: readonly NodeJS.ReadWriteStream[]): Promise<Buffer> {
  const chunk = Buffer.alloc(MIB, 32);
  const source = Readable.from(
    (function* () {
      for (let written = 0; written < bytes; written += MIB) yield chunk;
    })(),
  );
  const result = new PassThrough();
  const parts: Buffer[] = [];
  result.on('data', (part: Buffer) => parts.push(part));
  await pipeline([source, ...packers, result]);
  return Buffer.concat(parts);
}

/** A text résumé filled up to exactly so many bytes. */
export function textOfSize(bytes: number, person: string, email: string): Buffer {
  const head = Buffer.from(`${person}\n${email}\n\nEXPERIENCE\nEngineer, Long Winded Ltd\n2015 - 2020\n`);
  return Buffer.concat([head, Buffer.alloc(bytes - head.length, 'and did many other things besides, day after day\n')]);
}

/** A PDF résumé with a picture that nobody refers to, exactly so many bytes. */
export function pdfOfSize(bytes: number, person: string, email: string): Buffer {
  const page = `BT /F 12 Tf 50 780 Td (${person}) Tj 0 -20 Td (${email}) Tj ET`;
  const empty = pdf([...onePage(Buffer.from(page)), stream(Buffer.alloc(0), '')]);
  const filling = bytes - empty.length - `${bytes}`.length + 1;
  let file = pdf([...onePage(Buffer.from(page)), stream(Buffer.alloc(filling, 0x5a), '')]);
  while (file.length > bytes)
    file = pdf([...onePage(Buffer.from(page)), stream(Buffer.alloc(filling - (file.length - bytes), 0x5a), '')]);
  return file;
}

/** A page whose content unpacks, twice, to `bytes`. */
export async function pdfContentBomb(bytes: number): Promise<Buffer> {
  return pdf(
    onePage(
      await packed(bytes, [createDeflate({ level: 1 }), createDeflate({ level: 1 })]),
      '/Filter [/FlateDecode /FlateDecode]',
    ),
  );
}

/** The table of a PDF's objects, as a stream that unpacks to `bytes`. */
export async function pdfTableBomb(bytes: number): Promise<Buffer> {
  const table = await packed(bytes, [createDeflate({ level: 1 }), createDeflate({ level: 1 })]);
  const start = Buffer.from('%PDF-1.5\n');
  const entries = `/Type /XRef /W [1 4 2] /Size ${Math.floor(bytes / 7)} /Root 1 0 R /Filter [/FlateDecode /FlateDecode]`;
  const object = Buffer.concat([Buffer.from('1 0 obj\n'), stream(table, entries), Buffer.from('\nendobj\n')]);
  return Buffer.concat([start, object, Buffer.from(`startxref\n${start.length}\n%%EOF\n`)]);
}

/** Arrays in arrays, in the one object that every reader has to read. */
export function pdfOfDepth(depth: number): Buffer {
  const nested = Buffer.from(`<< /Type /Catalog /Pages 2 0 R /Names ${'['.repeat(depth)}${']'.repeat(depth)} >>`);
  const [, ...rest] = onePage(Buffer.from('BT /F 12 Tf (Deep) Tj ET'));
  return pdf([nested, ...rest]);
}

/** Page trees in page trees, each with the one below it as its only child. */
export function pdfTreeOfDepth(depth: number): Buffer {
  const trees = Array.from({ length: depth }, (_, i) =>
    Buffer.from(`<< /Type /Pages /Count 1 /Kids [${i + 3} 0 R] ${i === 0 ? '' : `/Parent ${i + 1} 0 R`} >>`),
  );
  const leaf = Buffer.from(`<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 595 842] >>`);
  return pdf([Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'), ...trees, leaf]);
}

/** A résumé on the first of very many pages. */
export function pdfOfPages(count: number, person: string, email: string): Buffer {
  const first = 5;
  const kids = Array.from({ length: count }, (_, i) => `${first + i} 0 R`).join(' ');
  const page = (contents: string): Buffer =>
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${contents} /Resources << /Font << /F 4 0 R >> >> >>`,
    );
  return pdf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${count} /Kids [${kids}] >>`),
    stream(Buffer.from(`BT /F 12 Tf 50 780 Td (${person}) Tj 0 -20 Td (${email}) Tj ET`), ''),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    ...Array.from({ length: count }, () => page('/Contents 3 0 R')),
  ]);
}

export async function docxBomb(bytes: number): Promise<Buffer> {
  const bomb = await packed(bytes, [createDeflateRaw({ level: 1 })]);
  return zipOf(docxParts('word/document.xml', '<w:document/>'), { 'word/document.xml': bomb });
}

/** The part that is the document is not where it usually is, and is named like something that is never unpacked. */
export async function docxHiddenBomb(bytes: number): Promise<Buffer> {
  const bomb = await packed(bytes, [createDeflateRaw({ level: 1 })]);
  const parts = { ...docxParts('word/media/picture.png', ''), 'word/document.xml': Buffer.from('<w:document/>') };
  return zipOf({ ...parts, 'word/media/picture.png': Buffer.alloc(0) }, { 'word/media/picture.png': bomb });
}

/** Ten entities of ten entities of ten entities: three gigabytes, if a reader were to write them out. */
export function docxEntityBomb(): Buffer {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
  const doctype = `<!DOCTYPE bomb [<!ENTITY e0 "lol">${entities}]>`;
  return zipOf(docxParts('word/document.xml', `${doctype}${wordDocument('<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>')}`));
}

export function docxOfDepth(depth: number): Buffer {
  const nested = `${'<w:sdt><w:sdtContent>'.repeat(depth)}${'</w:sdtContent></w:sdt>'.repeat(depth)}`;
  return zipOf(docxParts('word/document.xml', wordDocument(nested)));
}

/** A Word file in which every sector of every stream is followed by itself. */
export function docWithLoops(): Buffer {
  return docWithTable((sector) => sector);
}

/** A Word file whose sectors follow each other in an order of chance, or lie beyond its end. */
export function docWithBrokenTable(): Buffer {
  return docWithTable((sector) => (sector * 7919) % 100_000);
}

/** Leaves the directory whole, for without it the file is no Word file. */
function docWithTable(next: (sector: number) => number): Buffer {
  const file = Buffer.from(fixture('zh-word97.doc'));
  const table = (file.readUInt32LE(76) + 1) * 512;
  const directory = new Set<number>();
  for (let sector = file.readUInt32LE(48); sector < 128; sector = file.readUInt32LE(table + sector * 4))
    directory.add(sector);
  for (let sector = 0; sector < 128; sector++) {
    if (!directory.has(sector)) file.writeUInt32LE(next(sector), table + sector * 4);
  }
  return file;
}

function docxParts(target: string, document: string): Record<string, Buffer> {
  const rels = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${rels}"><Relationship Id="d" Type="${officeDocument}" Target="${target}"/></Relationships>`,
    [target]: document,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)]));
}

function wordDocument(body: string): string {
  return `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
}

function onePage(content: Buffer, filter = ''): Buffer[] {
  return [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Count 1 /Kids [3 0 R] >>'),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>',
    ),
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    stream(content, filter),
  ];
}

function stream(content: Buffer, entries: string): Buffer {
  return Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${entries} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
}

function pdf(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  let length = parts[0].length;
  objects.forEach((object, index) => {
    offsets.push(length);
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(whole);
    length += whole.length;
  });
  const table = offsets.map((offset) => `${`${offset}`.padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
