import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { extractProfile } from '../../../src/resumes/extraction/builtin/extract-profile';
import { WorkerTextReader } from '../../../src/resumes/parsing/worker-text-reader';
import { add, emptyScore, type Expected, FIELDS, precision, recall, type Score, scoreOf, tableOf } from './score';

const CORPUS = join(__dirname, '../../fixtures/resumes/corpus');
/** What has to be right for a candidate to be recognised and reached. */
const FLOOR = 0.95;
const MUST_HOLD = ['name', 'email', 'phone'] as const;
/** Only ever shows the half that may be looked at. */
const SHOW_MISSES = process.env.MEASURE_MISSES === '1';

// Every file is read in a thread of its own.
jest.setTimeout(240_000);

describe('Extraction, measured', () => {
  it.each(['tuning', 'unseen'])('finds names, addresses and numbers in the %s half', async (half) => {
    const total = await measure(half);
    process.stdout.write(`\n${half} half of the résumé corpus\n\n${tableOf(total)}\n\n`);
    for (const field of MUST_HOLD) {
      expect({ field, precision: precision(total[field]) >= FLOOR, recall: recall(total[field]) >= FLOOR }).toEqual({
        field,
        precision: true,
        recall: true,
      });
    }
  });
});

async function measure(half: string): Promise<Score> {
  const folder = join(CORPUS, half);
  const expectations = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;
  const reader = new WorkerTextReader();
  const total = emptyScore();
  for (const [name, expected] of Object.entries(expectations)) {
    const text = await reader.read(readFileSync(join(folder, name)));
    // What the uploader called it would help, so it says nothing.
    const profile = extractProfile({ text, fileName: `upload${extname(name)}` }, Date.UTC(2026, 5, 15));
    const score = scoreOf(expected, profile);
    add(total, score);
    const missed = FIELDS.filter((field) => score[field].wrong + score[field].missed > 0);
    if (SHOW_MISSES && half === 'tuning' && missed.length > 0) {
      process.stdout.write(
        `${name}: ${missed.join(', ')}\n${JSON.stringify({ expected, profile }, null, 1)}\n${text}\n\n`,
      );
    }
  }
  return total;
}
