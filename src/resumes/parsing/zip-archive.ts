import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressedSize: number;
  readonly localHeaderOffset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * The central directory of a zip archive (PKWARE APPNOTE 4.3), or undefined where there is none to read.
 * Nothing is inflated: the sizes that a directory states may be lies, so they are not even returned.
 */
export function readZipDirectory(file: Buffer): ZipEntry[] | undefined {
  const end = endOfDirectory(file);
  if (end === undefined) return undefined;
  const count = file.readUInt16LE(end + 10);
  let offset = file.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (offset + 46 > file.length || file.readUInt32LE(offset) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = file.readUInt16LE(offset + 28);
    entries.push({
      name: file.toString('utf8', offset + 46, offset + 46 + nameLength),
      encrypted: (file.readUInt16LE(offset + 8) & 1) === 1,
      method: file.readUInt16LE(offset + 10),
      compressedSize: file.readUInt32LE(offset + 20),
      localHeaderOffset: file.readUInt32LE(offset + 42),
    });
    offset += 46 + nameLength + file.readUInt16LE(offset + 30) + file.readUInt16LE(offset + 32);
  }
  return entries;
}

/**
 * The bytes of one entry, never more than `maxBytes`.
 * @throws RangeError (code ERR_BUFFER_TOO_LARGE) where it would inflate to more; Error where the archive is damaged
 */
export function readZipEntry(file: Buffer, entry: ZipEntry, maxBytes: number): Buffer {
  const header = entry.localHeaderOffset;
  if (header + 30 > file.length || file.readUInt32LE(header) !== LOCAL_HEADER) {
    throw new Error(`the local header of ${entry.name} is not where the directory says`);
  }
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
  const end = start + entry.compressedSize;
  if (end > file.length) throw new Error(`${entry.name} ends beyond the file`);
  const packed = file.subarray(start, end);
  if (entry.method === STORED) return packed;
  if (entry.method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
  throw new Error(`${entry.name} is packed with unsupported method ${entry.method}`);
}

function endOfDirectory(file: Buffer): number | undefined {
  const earliest = Math.max(0, file.length - 22 - MAX_COMMENT);
  for (let offset = file.length - 22; offset >= earliest; offset--) {
    if (file.readUInt32LE(offset) === END_OF_DIRECTORY) return offset;
  }
  return undefined;
}
