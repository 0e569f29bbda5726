import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '../../common';
import { AppConfig } from '../../config';

/** A file that has been received and belongs to nobody yet. */
export interface StagedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;

/**
 * The original files, under `DATA_DIR/resumes`. A file is received under `incoming/` and moved to its key in one step, so what has a key is
 * whole. Nothing of a name that a user chose becomes part of a path.
 */
@Injectable()
export class ResumeStorage {
  private readonly incoming: string;
  private readonly kept: string;

  constructor(config: AppConfig) {
    this.incoming = join(config.dataDir, 'resumes', 'incoming');
    this.kept = join(config.dataDir, 'resumes', 'files');
  }

  /**
   * Writes a stream down and hashes it on the way.
   * @throws what the stream throws; nothing is left behind then
   */
  async receive(content: Readable): Promise<StagedFile> {
    await mkdir(this.incoming, { recursive: true });
    const path = join(this.incoming, newId());
    const hash = createHash('sha256');
    let size = 0;
    content.on('data', (chunk: Buffer) => {
      size += chunk.length;
      hash.update(chunk);
    });
    try {
      await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, size, sha256: hash.digest('hex') };
  }

  /** @returns the key under which the file is kept from now on */
  async keep(file: StagedFile): Promise<string> {
    const id = newId();
    const key = `${id.slice(-2)}/${id}`;
    await mkdir(join(this.kept, id.slice(-2)), { recursive: true });
    await rename(file.path, this.pathOf(key));
    return key;
  }

  async discard(file: StagedFile): Promise<void> {
    await rm(file.path, { force: true });
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** @throws NodeJS.ErrnoException `ENOENT` where it is gone */
  read(key: string): Promise<Buffer> {
    return readFile(this.pathOf(key));
  }

  /** @returns null where the file is gone */
  async open(key: string): Promise<ReadStream | null> {
    const path = this.pathOf(key);
    const found = await stat(path).catch(() => null);
    return found && createReadStream(path);
  }

  /** Removes what uploads that were cut off left behind before the given time. @param before ms since the epoch */
  async removeStaleUploads(before: number): Promise<number> {
    let removed = 0;
    for (const name of await readdir(this.incoming).catch(() => [])) {
      const path = join(this.incoming, name);
      const found = await stat(path).catch(() => null);
      if (!found || found.mtimeMs >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  /** The keys of files last written before the given time, in batches. @param before ms since the epoch */
  async *keysWrittenBefore(before: number): AsyncGenerator<string[]> {
    for (const folder of await readdir(this.kept).catch(() => [])) {
      const keys: string[] = [];
      for (const name of await readdir(join(this.kept, folder)).catch(() => [])) {
        const found = await stat(join(this.kept, folder, name)).catch(() => null);
        if (found && found.mtimeMs < before) keys.push(`${folder}/${name}`);
      }
      if (keys.length > 0) yield keys;
    }
  }

  private pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error('not a storage key');
    return join(this.kept, key);
  }
}
