import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '../../src/common';
import { ResumesModule } from '../../src/resumes';
import { AtsApp, type AtsEvent } from '../harness/ats-app';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import { eventually, resumeFile, textResume } from './resume-files';

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe.each(DATABASE_KINDS)('Parsing résumés on $name', (kind) => {
  let database: TestDatabase;
  let dataDir: string;
  let ats: AtsApp;
  let owner: { token: string; userId: number; organizationId: number };

  // It stands still but for the tests that advance it; tokens stay valid, and nothing is tried again by itself.
  const clock = new FakeClock(Date.now());
  const start = () => AtsApp.start({ databaseUrl: database.url, modules: [ResumesModule], dataDir, clock });

  beforeAll(async () => {
    database = await kind.create();
    dataDir = await mkdtemp(join(tmpdir(), 'smartats-parsing-'));
    ats = await start();
    owner = await ats.organization('owner');
  });
  afterAll(async () => {
    await ats.stop();
    await database.drop();
    await rm(dataDir, { recursive: true });
  });

  const upload = async (file: { name: string; content: Buffer }): Promise<{ id: number; taskId: string }> =>
    (await ats.upload('/resumes', owner.token, 'file', [file])).body.data;
  const task = async (taskId: string) => (await ats.request('GET', `/resumes/tasks/${taskId}`, owner.token)).body.data;
  const finished = (taskId: string) =>
    eventually(async () => {
      const found = await task(taskId);
      return found.status === 'COMPLETED' || found.status === 'FAILED' ? found : undefined;
    });
  const eventsOf = (resumeId: number): AtsEvent[] => ats.events.filter(({ data }) => data.resumeId === resumeId);

  it('makes a candidate of a résumé, and states both', async () => {
    const { id, taskId } = await upload(resumeFile('zh-table-embedded-font.pdf'));
    const done = await finished(taskId);
    expect(done).toMatchObject({
      status: 'COMPLETED',
      progress: 100,
      attempts: 1,
      errorMessage: null,
      nextAttemptAt: null,
    });
    const candidate = (await ats.request('GET', `/candidates/${done.candidateId}`, owner.token)).body.data;
    expect(candidate).toMatchObject({
      name: '张伟',
      email: 'zhang.wei@example.com',
      phone: '+8613800138001',
      source: 'RESUME',
      resumeId: id,
      createdBy: owner.userId,
      education: [{ school: '北京大学' }, { school: '清华大学' }],
    });
    expect(eventsOf(id).map((event) => event.type)).toEqual([
      'resume.uploaded',
      'candidate.created',
      'resume.parse_completed',
    ]);
    expect(eventsOf(id)[2].data).toMatchObject({ taskId, status: 'COMPLETED', candidateId: done.candidateId });
    const resume = (await ats.request('GET', `/resumes/${id}`, owner.token)).body.data;
    expect(resume).toMatchObject({ status: 'COMPLETED', candidateId: done.candidateId, errorMessage: null });
    expect(resume.profile.phone).toMatchObject({
      value: '+8613800138001',
      evidence: expect.stringContaining('13800138001') as string,
    });
  });

  it.each([
    ['encrypted.pdf', /password/],
    ['encrypted.doc', /password/],
    ['encrypted.docx', /password/],
    ['truncated.pdf', /damaged|cut off/],
    ['no-pages.pdf', /no pages/],
    ['scanned.pdf', /scan/],
    ['blank.txt', /no text/],
    ['no-text.docx', /no text/],
    ['truncated.docx', /damaged/],
  ])('fails %s at once, with a sentence that a recruiter understands', async (name, sentence) => {
    const { id, taskId } = await upload(resumeFile(`failing/${name}`));
    const failed = await finished(taskId);
    expect(failed).toMatchObject({ status: 'FAILED', attempts: 1, candidateId: null, nextAttemptAt: null });
    expect(failed.errorMessage).toMatch(sentence);
    expect(eventsOf(id).map((event) => event.type)).toEqual(['resume.uploaded', 'resume.parse_failed']);
    expect(eventsOf(id)[1].data).toMatchObject({ taskId, status: 'FAILED', errorMessage: failed.errorMessage });
  });

  it('updates the person whom another résumé made', async () => {
    const first = await finished((await upload(textResume('Ada Byron', 'ada@example.com'))).taskId);
    const second = await upload({
      name: 'cv.txt',
      content: Buffer.from('Ada Byron\nada@example.com\n\nSKILLS\nRust, Java\n'),
    });
    const done = await finished(second.taskId);
    expect(done.candidateId).toBe(first.candidateId);
    const update = ats.events.filter((event) => event.type === 'candidate.updated').at(-1);
    expect(update?.data).toMatchObject({
      candidateId: first.candidateId,
      changedFields: ['skills'],
      current: { skills: ['Java', 'Go', 'Rust'] },
    });
  });

  it('makes one candidate of many résumés of one person that are parsed at once', async () => {
    const files = Array.from({ length: 6 }, (_, i) => ({
      name: `${i}.txt`,
      content: Buffer.from(`Twin Person\ntwin@example.com\nversion ${i}\n`),
    }));
    const { body } = await ats.upload('/resumes/batch', owner.token, 'files', files);
    const tasks = (body.data as { resume: { taskId: string } }[]).map((item) => item.resume.taskId);
    const done = await Promise.all(tasks.map(finished));
    expect(new Set(done.map((item) => item.candidateId)).size).toBe(1);
    expect(
      ats.events.filter(({ type, data }) => type === 'candidate.created' && data.email === 'twin@example.com'),
    ).toHaveLength(1);
  });

  it('parses again on request, as a new task, and states no candidate that did not change', async () => {
    const { id, taskId } = await upload(textResume('Once More', 'more@example.com'));
    const first = await finished(taskId);
    const before = ats.events.length;
    const again = await ats.request('POST', `/resumes/${id}/parse`, owner.token);
    expect(again.body.data).toMatchObject({ id, status: 'QUEUED' });
    const done = await finished(again.body.data.taskId);
    expect(done).toMatchObject({ status: 'COMPLETED', candidateId: first.candidateId });
    expect(ats.events.slice(before).map((event) => event.type)).toEqual(['resume.parse_completed']);
  });

  it('refuses to parse again what is being parsed', async () => {
    const { id, taskId } = await upload(textResume('Too Early', 'early@example.com'));
    await finished(taskId);
    const answers = await Promise.all([1, 2, 3].map(() => ats.request('POST', `/resumes/${id}/parse`, owner.token)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  });

  it('commits nothing of a result whose events cannot be written, and tries again after a while', async () => {
    const { id, taskId } = await upload(textResume('Unlucky', 'unlucky@example.com'));
    ats.failPublishing(new Error('no outbox'));
    const waiting = await eventually(async () => {
      const found = await task(taskId);
      return found.attempts === 1 && found.status === 'QUEUED' ? found : undefined;
    });
    ats.failPublishing(null);
    expect(waiting.errorMessage).toMatch(/our side/);
    expect(waiting.nextAttemptAt).not.toBeNull();
    expect(eventsOf(id).map((event) => event.type)).toEqual(['resume.uploaded']);
    expect((await ats.request('GET', '/candidates?email=unlucky@example.com', owner.token)).body.data.items).toEqual(
      [],
    );
    clock.advance(5_000);
    expect(await finished(taskId)).toMatchObject({ status: 'COMPLETED', attempts: 2, errorMessage: null });
    expect(eventsOf(id).map((event) => event.type)).toEqual([
      'resume.uploaded',
      'candidate.created',
      'resume.parse_completed',
    ]);
  });

  it('fails after the third attempt, and says so once', async () => {
    const { id, taskId } = await upload(textResume('Lost File', 'lost@example.com'));
    await finished(taskId);
    await rm(join(dataDir, 'resumes/files'), { recursive: true });
    const again = (await ats.request('POST', `/resumes/${id}/parse`, owner.token)).body.data;
    for (const attempt of [1, 2, 3]) {
      await eventually(async () => {
        const found = await task(again.taskId);
        return found.attempts === attempt && found.status !== 'PROCESSING' ? found : undefined;
      });
      clock.advance(31_000);
    }
    expect(await task(again.taskId)).toMatchObject({ status: 'FAILED', attempts: 3 });
    expect(eventsOf(id).filter((event) => event.type === 'resume.parse_failed')).toHaveLength(1);
  });

  it('begins again what a process was parsing when it died', async () => {
    const { taskId } = await upload(textResume('Survivor', 'survivor@example.com'));
    await finished(taskId);
    await ats.stop();
    ats = await start();
    const lost =
      "UPDATE parse_tasks SET status = 'PROCESSING', attempts = 1, due_at = ?, finished_at = NULL WHERE task_id = ?";
    await ats.query(lost, [clock.now() + 60_000, taskId]);
    clock.advance(59_000);
    expect((await task(taskId)).status).toBe('PROCESSING');
    clock.advance(2_000);
    expect(await finished(taskId)).toMatchObject({ status: 'COMPLETED', attempts: 2 });
  });

  it('gives up a file that took its process down three times', async () => {
    const { id, taskId } = await upload(textResume('Poison', 'poison@example.com'));
    await finished(taskId);
    const lost =
      "UPDATE parse_tasks SET status = 'PROCESSING', attempts = 3, due_at = 1, finished_at = NULL WHERE task_id = ?";
    await ats.query(lost, [taskId]);
    clock.advance(1_500);
    const failed = await finished(taskId);
    expect(failed).toMatchObject({ status: 'FAILED', candidateId: null });
    expect(eventsOf(id).at(-1)?.type).toBe('resume.parse_failed');
  });
});
