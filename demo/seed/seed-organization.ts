import type { ApiClient } from '../api-client';
import type { PlannedApplication, PlannedInterview, PlannedOrganization } from './plan';

interface Row {
  readonly id: number;
}

/** Makes one planned organization through the API, as its own people would. @param client a client that is not signed in */
export async function seedOrganization(client: ApiClient, plan: PlannedOrganization): Promise<void> {
  const [admin, ...members] = plan.users;
  const { accessToken } = await client.post<{ accessToken: string }>('/auth/register', {
    username: admin.username,
    email: admin.email,
    password: admin.password,
    organizationName: plan.name,
  });
  client.signIn(accessToken);
  // Disabled before anything happens: they hold what they would have sent, and call nobody.
  for (const { url, events, description } of plan.webhooks) {
    const webhook = await client.post<Row>('/webhooks', { url, events, description });
    await client.post(`/webhooks/${webhook.id}/disable`);
  }
  const interviewers: Row[] = [];
  for (const member of members) {
    const user = await client.post<Row>('/users', member);
    if (member.role === 'INTERVIEWER') interviewers.push(user);
  }
  const jobs: Row[] = [];
  for (const { state, ...fields } of plan.jobs) {
    const job = await client.post<Row>('/jobs', { ...fields, employmentType: 'FULL_TIME' });
    if (state !== 'DRAFT') await client.post(`/jobs/${job.id}/publish`);
    jobs.push(job);
  }
  for (const { application, ...fields } of plan.candidates) {
    const candidate = await client.post<Row>('/candidates', fields);
    if (application) await apply(client, application, candidate, jobs[application.job], interviewers);
  }
  for (const [index, { state }] of plan.jobs.entries()) {
    if (state === 'CLOSED') await client.post(`/jobs/${jobs[index].id}/close`);
  }
}

async function apply(
  client: ApiClient,
  { path, note, interview }: PlannedApplication,
  candidate: Row,
  job: Row,
  interviewers: readonly Row[],
): Promise<void> {
  const application = await client.post<Row>('/applications', { jobId: job.id, candidateId: candidate.id });
  for (const [index, status] of path.entries()) {
    if (status === 'INTERVIEW' && interview) await hold(client, interview, application, interviewers);
    else
      await client.patch(`/applications/${application.id}/status`, {
        status,
        note: index === path.length - 1 ? note : null,
      });
  }
}

/** Scheduling it is what moves the application on. */
async function hold(
  client: ApiClient,
  { interviewer, interviewType, scheduledAt, outcome }: PlannedInterview,
  application: Row,
  interviewers: readonly Row[],
): Promise<void> {
  const { id } = await client.post<Row>('/interviews', {
    applicationId: application.id,
    interviewerId: interviewers[interviewer].id,
    interviewType,
    scheduledAt,
    durationMinutes: 60,
  });
  if (outcome.state === 'CANCELLED') await client.post(`/interviews/${id}/cancel`, { reason: outcome.reason });
  if (outcome.state === 'COMPLETED') {
    const { score, recommendation, feedback } = outcome;
    await client.post(`/interviews/${id}/complete`, { score, recommendation, feedback });
  }
}
