import { FakeClock } from '../../src/common';
import { ResumesModule } from '../../src/resumes';
import { AtsApp } from '../harness/ats-app';
import { DATABASE_KINDS, type TestDatabase } from '../harness/databases';
import * as hostile from './hostile-files';
import { eventually, textResume } from './resume-files';

const MIB = 1024 * 1024;
/** Two files are read at once, each of which may make the process grow by 512 MiB; the rest is what a look every 25 ms can miss. */
const MOST_GROWTH = 1_200 * MIB;
const LONGEST_ANSWER_MS = 2_000;

// Files that are stopped for the time that they take, on a busy machine.
jest.setTimeout(180_000);

interface Task {
  status: string;
  attempts: number;
  errorMessage: string | null;
  candidateId: number | null;
}

describe('Hostile résumés', () => {
  let database: TestDatabase;
  let ats: AtsApp;
  let token: string;
  const clock = new FakeClock(Date.now());

  beforeAll(async () => {
    database = await DATABASE_KINDS[0].create();
    ats = await AtsApp.start({
      databaseUrl: database.url,
      modules: [ResumesModule],
      clock,
      env: { RESUME_PARSE_TIMEOUT: '10s' },
    });
    token = (await ats.organization('owner')).token;
    // Whatever the first file of a process costs is not the fault of the next.
    await settled(await upload('warm.txt', textResume('Warm Up', 'warm@example.com').content));
  });
  afterAll(async () => {
    await ats.stop();
    await database.drop();
  });

  const upload = async (name: string, content: Buffer): Promise<string> => {
    const { status, body } = await ats.upload('/resumes', token, 'file', [{ name, content }]);
    expect([name, status]).toEqual([name, 200]);
    return body.data.taskId as string;
  };
  const task = async (taskId: string): Promise<Task> =>
    (await ats.request('GET', `/resumes/tasks/${taskId}`, token)).body.data as Task;
  /** After at least so many attempts. */
  const settled = (taskId: string, attempts = 1): Promise<Task> =>
    eventually(async () => {
      const found = await task(taskId);
      return found.attempts >= attempts && found.status !== 'PROCESSING' ? found : undefined;
    }, 120_000);

  /** Runs something while the process is asked for something else all the time. @returns how it held out */
  const whileServing = async (work: () => Promise<void>): Promise<{ growth: number; slowestMs: number }> => {
    const before = process.memoryUsage.rss();
    let highest = before;
    let slowestMs = 0;
    let busy = true;
    const watching = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 10);
    const asking = (async () => {
      while (busy) {
        const started = performance.now();
        const { status } = await ats.request('GET', '/candidates', token);
        expect(status).toBe(200);
        slowestMs = Math.max(slowestMs, performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    try {
      await work();
    } finally {
      busy = false;
      await asking;
      clearInterval(watching);
    }
    return { growth: highest - before, slowestMs };
  };
  const expectServed = ({ growth, slowestMs }: { growth: number; slowestMs: number }): void => {
    if (process.env.MEASURE === '1')
      process.stdout.write(`grew by ${Math.round(growth / MIB)} MiB, slowest answer ${Math.round(slowestMs)} ms\n`);
    expect(growth).toBeLessThan(MOST_GROWTH);
    expect(slowestMs).toBeLessThan(LONGEST_ANSWER_MS);
  };

  it.each<[string, () => Buffer]>([
    ['text', () => hostile.textOfSize(hostile.TEN_MIB, 'Tess Long', 'tess.long@example.com')],
    ['PDF', () => hostile.pdfOfSize(hostile.TEN_MIB, 'Paula Long', 'paula.long@example.com')],
    ['PDF of 20,000 pages', () => hostile.pdfOfPages(20_000, 'Pat Pages', 'pat.pages@example.com')],
  ])('reads a résumé of 10 MiB, or of very many pages: %s', async (_what, make) => {
    const content = make();
    const held = await whileServing(async () => {
      const done = await settled(await upload('long.bin', content));
      expect(done).toMatchObject({ status: 'COMPLETED', errorMessage: null });
      const candidate = (await ats.request('GET', `/candidates/${done.candidateId}`, token)).body.data;
      expect(candidate.name).toMatch(/Tess Long|Paula Long|Pat Pages/);
    });
    expectServed(held);
  });

  it('makes files of exactly 10 MiB, and refuses one byte more', async () => {
    expect(hostile.pdfOfSize(hostile.TEN_MIB, 'A B', 'a@example.com')).toHaveLength(hostile.TEN_MIB);
    const content = hostile.textOfSize(hostile.TEN_MIB + 1, 'Too Long', 'too.long@example.com');
    expect((await ats.upload('/resumes', token, 'file', [{ name: 'x.txt', content }])).status).toBe(413);
  });

  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['a PDF whose content unpacks to 1 GiB', () => hostile.pdfContentBomb(1_024 * MIB)],
    ['a PDF whose table of objects unpacks to 1 GiB', () => hostile.pdfTableBomb(1_024 * MIB)],
    ['a PDF of arrays in arrays, a million deep', () => hostile.pdfOfDepth(1_000_000)],
    ['a PDF of page trees in page trees, 50,000 deep', () => hostile.pdfTreeOfDepth(50_000)],
    ['a DOCX that unpacks to 1 GiB', () => hostile.docxBomb(1_024 * MIB)],
    ['a DOCX whose document is hidden and unpacks to 1 GiB', () => hostile.docxHiddenBomb(1_024 * MIB)],
    ['a DOCX of entities of entities', () => hostile.docxEntityBomb()],
    ['a DOCX of elements in elements, 200,000 deep', () => hostile.docxOfDepth(200_000)],
    ['a DOC whose sectors follow themselves', () => hostile.docWithLoops()],
    ['a DOC with a broken table of sectors', () => hostile.docWithBrokenTable()],
  ])('fails %s, in bounded memory and serving on', async (what, make) => {
    const content = await make();
    expect(content.length).toBeLessThan(hostile.TEN_MIB);
    const held = await whileServing(async () => {
      const failed = await settled(await upload('hostile.bin', content));
      expect([what, failed.status]).toEqual([what, expect.stringMatching(/^(?:QUEUED|FAILED)$/) as string]);
      expect(failed.errorMessage).toMatch(/upload|check/);
    });
    expectServed(held);
  });

  it('fails only the bomb in a batch, and none of the résumés beside it', async () => {
    const bomb = { name: 'bomb.pdf', content: await hostile.pdfContentBomb(1_024 * MIB) };
    const people = ['Ada', 'Bea', 'Cleo', 'Dora'].map((name) =>
      textResume(`${name} Nocent`, `${name.toLowerCase()}.nocent@example.com`),
    );
    let tasks: Task[] = [];
    const held = await whileServing(async () => {
      const { body } = await ats.upload('/resumes/batch', token, 'files', [bomb, ...people]);
      const taskIds = (body.data as { resume: { taskId: string } }[]).map(({ resume }) => resume.taskId);
      tasks = await Promise.all(taskIds.map((taskId) => settled(taskId)));
    });
    expectServed(held);
    expect(tasks[0]).toMatchObject({ status: 'QUEUED', attempts: 1, candidateId: null });
    expect(tasks.slice(1)).toEqual(
      people.map(() => expect.objectContaining({ status: 'COMPLETED', attempts: 1 }) as Task),
    );
  });
});
