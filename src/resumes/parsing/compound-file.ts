const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENTRY_BYTES = 128;
const MAX_DIRECTORY_SECTORS = 1024;
const LAST_REGULAR_SECTOR = 0xfffffffa;

export function isCompoundFile(file: Buffer): boolean {
  return file.length >= 512 && file.subarray(0, 8).equals(SIGNATURE);
}

export interface CompoundFileEntry {
  readonly name: string;
  /** Where the content starts in the file, if it is not among the small streams. */
  readonly offset: number;
}

/**
 * The streams and storages in an OLE compound file ([MS-CFB] 2.6), in directory order.
 * A damaged file yields the entries that could be read.
 */
export function compoundFileEntries(file: Buffer): CompoundFileEntry[] {
  if (!isCompoundFile(file)) return [];
  const sectorBytes = 1 << file.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return [];
  const entries: CompoundFileEntry[] = [];
  let sector = file.readUInt32LE(48);
  for (let read = 0; read < MAX_DIRECTORY_SECTORS && sector <= LAST_REGULAR_SECTOR; read++) {
    const start = (sector + 1) * sectorBytes;
    for (
      let offset = start;
      offset < start + sectorBytes && offset + ENTRY_BYTES <= file.length;
      offset += ENTRY_BYTES
    ) {
      const nameBytes = file.readUInt16LE(offset + 64);
      if (nameBytes < 2 || nameBytes > 64) continue;
      const name = file.toString('utf16le', offset, offset + nameBytes - 2);
      entries.push({ name, offset: (file.readUInt32LE(offset + 116) + 1) * sectorBytes });
    }
    sector = nextSector(file, sector, sectorBytes);
  }
  return entries;
}

/** Follows the allocation table through the 109 table sectors that the header lists; a directory beyond them ends there. */
function nextSector(file: Buffer, sector: number, sectorBytes: number): number {
  const perSector = sectorBytes / 4;
  const tableIndex = Math.floor(sector / perSector);
  if (tableIndex >= 109) return 0xffffffff;
  const tableSector = file.readUInt32LE(76 + tableIndex * 4);
  const at = (tableSector + 1) * sectorBytes + (sector % perSector) * 4;
  return at + 4 <= file.length ? file.readUInt32LE(at) : 0xffffffff;
}
