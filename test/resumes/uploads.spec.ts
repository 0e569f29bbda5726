import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResumesModule } from '../../src/resumes';
import { AtsApp } from '../harness/ats-app';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { resumeFile, textResume } from './resume-files';

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('Uploading résumés on $name', (kind) => {
  let database: TestDatabase;
  let dataDir: string;
  let ats: AtsApp;
  let owner: { token: string; userId: number; organizationId: number };
  let stranger: { token: string };

  beforeAll(async () => {
    database = await kind.create();
    dataDir = await mkdtemp(join(tmpdir(), 'smartats-uploads-'));
    // A process of role `api` takes files in and parses nothing; on SQLite there is one process for everything.
    const env: Record<string, string> = kind.name === 'MySQL' ? { ROLE: 'api', REDIS_URL: 'redis://127.0.0.1:1' } : {};
    ats = await AtsApp.start({ databaseUrl: database.url, modules: [ResumesModule], dataDir, env });
    owner = await ats.organization('owner');
    stranger = await ats.organization('stranger');
  });
  afterAll(async () => {
    await ats.stop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  const upload = (file: { name: string; content: Buffer }, token = owner.token) =>
    ats.upload('/resumes', token, 'file', [file]);
  const uploaded = () => ats.events.filter((event) => event.type === 'resume.uploaded');
  const kept = () =>
    readdirSync(join(dataDir, 'resumes/files'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const incoming = () => readdirSync(join(dataDir, 'resumes/incoming'));

  it('stores a file, queues it and states it', async () => {
    const file = { ...resumeFile('zh-font-not-embedded.pdf'), name: '李娜_Java_浙江大学.pdf' };
    const { status, body } = await upload(file);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      fileName: '李娜_Java_浙江大学.pdf',
      fileSize: file.content.length,
      fileType: 'application/pdf',
      userId: owner.userId,
      status: 'QUEUED',
      candidateId: null,
      duplicate: false,
    });
    expect(uploaded().at(-1)?.data).toEqual({
      taskId: body.data.taskId,
      resumeId: body.data.id,
      fileName: '李娜_Java_浙江大学.pdf',
      userId: owner.userId,
      fileSize: file.content.length,
      fileType: 'application/pdf',
      status: 'QUEUED',
    });
  });

  it('answers the first résumé when the same bytes come again, without an event', async () => {
    const first = await upload(textResume('Again', 'again@example.com'));
    const events = uploaded().length;
    const files = kept().length;
    const second = await upload({ ...textResume('Again', 'again@example.com'), name: 'another name.txt' });
    expect(second.status).toBe(200);
    expect(second.body.data).toMatchObject({ id: first.body.data.id, fileName: 'Again.txt', duplicate: true });
    expect([uploaded().length, kept().length]).toEqual([events, files]);
  });

  it('keeps the bytes once when many clients send them at the same moment', async () => {
    const [events, files] = [uploaded().length, kept().length];
    const file = textResume('Race', 'race@example.com');
    const answers = await Promise.all(Array.from({ length: 12 }, () => upload(file)));
    expect(answers.map((answer) => answer.status)).toEqual(Array<number>(12).fill(200));
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1);
    expect(answers.filter((answer) => !answer.body.data.duplicate)).toHaveLength(1);
    expect([uploaded().length, kept().length]).toEqual([events + 1, files + 1]);
  });

  it('keeps the bytes of two organizations apart', async () => {
    const file = textResume('Shared', 'shared@example.com');
    const [mine, theirs] = [await upload(file), await upload(file, stranger.token)];
    expect(theirs.body.data.duplicate).toBe(false);
    expect(theirs.body.data.id).not.toBe(mine.body.data.id);
  });

  it.each([
    ['a renamed image', resumeFile('failing/renamed-image.pdf'), 415, 'resume.file_unsupported'],
    ['an empty file', resumeFile('failing/empty.pdf'), 400, 'resume.file_empty'],
    [
      'more than 10 MiB',
      { name: 'big.txt', content: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') },
      413,
      'resume.file_too_large',
    ],
  ])('refuses %s and names the field', async (_what, file, status, type) => {
    const files = kept().length;
    const answer = await upload(file);
    expect([answer.status, answer.body.error?.type]).toEqual([status, type]);
    expect(answer.body.error?.details[0].field).toBe('file');
    expect(kept()).toHaveLength(files);
    expect(incoming()).toEqual([]);
  });

  it('takes a file of exactly 10 MiB', async () => {
    const { status } = await upload({ name: 'full.txt', content: Buffer.alloc(10 * 1024 * 1024, 'Jane Doe\n') });
    expect(status).toBe(200);
  });

  it('refuses a request without a file, with two, or with other fields', async () => {
    const file = textResume('Odd', 'odd@example.com');
    const answers = await Promise.all([
      ats.request('POST', '/resumes', owner.token, { file: 'x' }),
      ats.request('POST', '/resumes', owner.token),
      ats.upload('/resumes', owner.token, 'file', []),
      ats.upload('/resumes', owner.token, 'file', [file, file]),
      ats.upload('/resumes', owner.token, 'resume', [file]),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400, 400]);
    expect(answers.map((answer) => answer.body.error?.details[0].field)).toEqual([
      'file',
      'file',
      'file',
      'file',
      'resume',
    ]);
    expect(incoming()).toEqual([]);
  });

  it('rolls a résumé back whose event cannot be written, and keeps no file of it', async () => {
    const files = kept().length;
    ats.failPublishing(new Error('no outbox'));
    const { status } = await upload(textResume('Phantom', 'phantom@example.com'));
    ats.failPublishing(null);
    expect(status).toBe(500);
    expect(kept()).toHaveLength(files);
    expect((await upload(textResume('Phantom', 'phantom@example.com'))).body.data.duplicate).toBe(false);
  });

  it('answers one result for each file of a batch', async () => {
    const { status, body } = await ats.upload('/resumes/batch', owner.token, 'files', [
      textResume('Batch One', 'one@example.com'),
      resumeFile('failing/renamed-image.pdf'),
      textResume('Batch One', 'one@example.com'),
      textResume('Batch Two', 'two@example.com'),
    ]);
    expect(status).toBe(200);
    const results = body.data as {
      success: boolean;
      fileName: string;
      resume: { duplicate: boolean } | null;
      error: { type: string } | null;
    }[];
    expect(results.map((result) => [result.success, result.resume?.duplicate ?? result.error?.type])).toEqual([
      [true, false],
      [false, 'resume.file_unsupported'],
      [true, true],
      [true, false],
    ]);
    expect(results[1].fileName).toBe('renamed-image.pdf');
  });

  it('refuses a batch of more than 20 files as a whole', async () => {
    const [events, files] = [uploaded().length, kept().length];
    const many = Array.from({ length: 21 }, (_, i) => textResume(`Many ${i}`, `many${i}@example.com`));
    const { status, body } = await ats.upload('/resumes/batch', owner.token, 'files', many);
    expect([status, body.error?.type, body.error?.details[0].field]).toEqual([400, 'resume.too_many_files', 'files']);
    expect([uploaded().length, kept().length, incoming().length]).toEqual([events, files, 0]);
  });

  it('gives the original back to its own organization only', async () => {
    const file = { ...resumeFile('en-plain.docx'), name: '简历 (最终)"版\'.docx' };
    const { id } = (await upload(file)).body.data;
    const answer = await ats.download(`/resumes/${id}/file`, owner.token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename\*=UTF-8''%E7%AE%80%E5%8E%86%20%28/,
    );
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(file.content);
    for (const path of [`/resumes/${id}`, `/resumes/${id}/file`]) {
      expect((await ats.download(path, stranger.token)).status).toBe(404);
    }
    expect((await ats.request('POST', `/resumes/${id}/parse`, stranger.token)).status).toBe(404);
  });

  it('lists with cursors, filters by status, and shows nothing to strangers', async () => {
    const first = (await ats.request('GET', '/resumes?limit=2', owner.token)).body.data;
    expect(first.items).toHaveLength(2);
    const next = (await ats.request('GET', `/resumes?limit=100&cursor=${first.nextCursor}`, owner.token)).body.data;
    expect(next.items[0].id).toBeLessThan(first.items[1].id);
    expect((await ats.request('GET', '/resumes?status=LOST', owner.token)).status).toBe(400);
    const theirs = (await ats.request('GET', '/resumes', stranger.token)).body.data.items as { fileName: string }[];
    expect(theirs.map((item) => item.fileName)).toEqual(['Shared.txt']);
  });

  it('answers 400 to a task id that is no UUID, and 404 to one that it does not have', async () => {
    expect((await ats.request('GET', '/resumes/tasks/7', owner.token)).status).toBe(400);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect((await ats.request('GET', `/resumes/tasks/${unknown}`, owner.token)).status).toBe(404);
  });
});
