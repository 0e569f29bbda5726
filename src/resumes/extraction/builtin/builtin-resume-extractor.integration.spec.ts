import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { FakeClock } from '../../../common';
import { WorkerTextReader } from '../../parsing/worker-text-reader';
import type { EducationEntry } from '../../../candidates';
import { BuiltinResumeExtractor } from './builtin-resume-extractor';

interface Expected {
  name: string;
  email: string;
  phone: string;
  yearsOfExperience: number;
  education: EducationEntry[];
  skills: string[];
  employers: string[];
}

const FIXTURES = join(__dirname, '../../../../test/fixtures/resumes');
const EXPECTED = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Record<string, Expected>;

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe('BuiltinResumeExtractor on the fixture files', () => {
  const reader = new WorkerTextReader();
  const extractor = new BuiltinResumeExtractor(new FakeClock(Date.UTC(2026, 5, 1)));

  it.each(Object.entries(EXPECTED))('reads every field of %s', async (name, expected) => {
    const text = await reader.read(readFileSync(join(FIXTURES, name)));
    const profile = await extractor.extract({ text, fileName: `resume${extname(name)}` });
    expect({
      name: profile.name?.value,
      email: profile.email?.value,
      phone: profile.phone?.value,
      yearsOfExperience: profile.yearsOfExperience?.value,
      education: profile.education.map((entry) => entry.value),
      skills: profile.skills.map((skill) => skill.value).sort(),
      employers: profile.employers.map((employer) => employer.value),
    }).toEqual({ ...expected, skills: [...expected.skills].sort() });
  });
});
