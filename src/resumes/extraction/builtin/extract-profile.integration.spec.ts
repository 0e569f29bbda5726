import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { EducationEntry } from '../../../candidates';
import { WorkerTextReader } from '../../parsing/worker-text-reader';
import { extractProfile } from './extract-profile';

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
const expectedIn = (folder: string) =>
  Object.entries(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>);

// Threads start slowly on a busy machine.
jest.setTimeout(60_000);

describe.each([
  ['the file formats', FIXTURES],
  ['varied layouts', join(FIXTURES, 'layouts')],
])('extractProfile on %s', (_what, folder) => {
  const reader = new WorkerTextReader();

  it.each(expectedIn(folder))('reads every field of %s', async (name, expected) => {
    const text = await reader.read(readFileSync(join(folder, name)));
    const profile = extractProfile({ text, fileName: `resume${extname(name)}` }, Date.UTC(2026, 5, 1));
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
