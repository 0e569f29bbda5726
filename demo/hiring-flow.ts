import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from './api-client';

/** From dist/demo/ to the project's folder. */
const ROOT = join(__dirname, '../..');
const RESUME = join(ROOT, 'test/fixtures/resumes/zh-table-embedded-font.pdf');
const RESUME_NAME = '张伟_Java_北京大学.pdf';

interface Row {
  readonly id: number;
}
interface Resume extends Row {
  readonly status: string;
  readonly candidateId: number | null;
}
interface Candidate extends Row {
  readonly name: string | null;
}

/** The events that {@link runHiringFlow} causes, in the order of their causes. */
export const EXPECTED_EVENTS: readonly string[] = [
  'resume.uploaded',
  'candidate.created',
  'resume.parse_completed',
  'application.submitted',
  'application.status_changed', // to SCREENING
  'interview.scheduled',
  'application.status_changed', // to INTERVIEW, by the interview
  'interview.completed',
  'application.status_changed', // to OFFER
  'application.status_changed', // to HIRED
];

/** From a file to a hire, through the API alone. */
export async function runHiringFlow(api: ApiClient, say: (text: string) => void): Promise<void> {
  const candidate = await uploadResume(api, say);

  const job = await api.post<Row>('/jobs', {
    title: '高级 Java 工程师',
    location: '北京',
    employmentType: 'FULL_TIME',
  });
  await api.post(`/jobs/${job.id}/publish`);
  say('published a job: 高级 Java 工程师');

  const application = await api.post<Row>('/applications', { jobId: job.id, candidateId: candidate.id });
  await changeStatus(api, application, 'SCREENING', '简历匹配度高');
  say(`${candidate.name} applied and is in screening`);

  const interviewer = await api.post<Row>('/users', {
    username: 'interviewer',
    email: 'interviewer@example.com',
    password: 'a password for the demo',
    role: 'INTERVIEWER',
  });
  const interview = await api.post<Row>('/interviews', {
    applicationId: application.id,
    interviewerId: interviewer.id,
    interviewType: 'VIDEO',
    scheduledAt: tomorrowAtTen(),
    durationMinutes: 60,
  });
  say('scheduled an interview, which moves the application on');

  await api.post(`/interviews/${interview.id}/complete`, { score: 9, recommendation: 'STRONG_YES', feedback: '很好' });
  say('completed the interview');

  await changeStatus(api, application, 'OFFER', '年薪 60 万');
  await changeStatus(api, application, 'HIRED', null);
  say(`made an offer and hired ${candidate.name}`);
}

async function uploadResume(api: ApiClient, say: (text: string) => void): Promise<Candidate> {
  const form = new FormData();
  form.append('file', new Blob([readFileSync(RESUME)], { type: 'application/pdf' }), RESUME_NAME);
  const { id } = await api.post<Resume>('/resumes', form);
  say(`uploaded a résumé: ${RESUME_NAME}`);
  for (;;) {
    const { status, candidateId } = await api.get<Resume>(`/resumes/${id}`);
    if (status === 'FAILED') throw new Error('the résumé could not be parsed');
    if (candidateId !== null && status === 'COMPLETED') {
      const candidate = await api.get<Candidate>(`/candidates/${candidateId}`);
      say(`parsed it: the candidate is ${candidate.name}`);
      return candidate;
    }
    await delay(50);
  }
}

function changeStatus(api: ApiClient, { id }: Row, status: string, note: string | null): Promise<unknown> {
  return api.patch(`/applications/${id}/status`, { status, note });
}

/** `yyyy-MM-ddTHH:mm:ss`; the demo's installation is on UTC. */
function tomorrowAtTen(): string {
  return `${new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10)}T10:00:00`;
}
