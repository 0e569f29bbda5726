import { readdirSync } from 'node:fs';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { AppConfig } from '../../src/config';
import { ResumeStorage } from '../../src/resumes/storage/resume-storage';
import { StorageSweeper } from '../../src/resumes/storage/storage-sweeper';
import type { ResumesRepository } from '../../src/resumes/resumes.repository';
import { FakeClock, Logger } from '../../src/common';

describe('The résumé storage', () => {
  let dataDir: string;
  let storage: ResumeStorage;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'smartats-storage-'));
    storage = new ResumeStorage({ dataDir } as AppConfig);
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const files = (folder: string) =>
    readdirSync(join(dataDir, 'resumes', folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('hashes and measures what it receives, and gives it back under its key', async () => {
    const staged = await storage.receive(Readable.from([Buffer.from('ab'), Buffer.from('c')]));
    expect(staged).toMatchObject({
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    const key = await storage.keep(staged);
    expect((await storage.read(key)).toString()).toBe('abc');
    expect(files('incoming')).toEqual([]);
  });

  it('leaves nothing behind of an upload that breaks', async () => {
    async function* broken() {
      yield Buffer.from('half');
      await Promise.resolve();
      throw new Error('the client went away');
    }
    await expect(storage.receive(Readable.from(broken()))).rejects.toThrow('went away');
    expect(files('incoming')).toEqual([]);
  });

  it('refuses a key that would leave its folder', async () => {
    expect(() => storage.read('../../secret')).toThrow('not a storage key');
    await expect(storage.open('../../secret')).rejects.toThrow('not a storage key');
  });

  it('sweeps what no résumé names, once it is old enough', async () => {
    const keep = async (text: string) => storage.keep(await storage.receive(Readable.from([Buffer.from(text)])));
    const [known, orphan] = [await keep('known'), await keep('orphan')];
    await storage.receive(Readable.from([Buffer.from('cut off')]));
    for (const path of [...files('files'), ...files('incoming')]) await utimes(path, 1_000, 1_000);
    const young = await keep('young');
    const resumes = { knownStorageKeys: () => Promise.resolve(new Set([known])) } as unknown as ResumesRepository;
    const sweeper = new StorageSweeper(storage, resumes, new FakeClock(Date.now()), Logger.create('silent'));
    expect(await sweeper.sweep()).toBe(2);
    expect((await storage.read(known)).toString()).toBe('known');
    expect((await storage.read(young)).toString()).toBe('young');
    expect(await storage.open(orphan)).toBeNull();
    expect(files('incoming')).toEqual([]);
  });
});
