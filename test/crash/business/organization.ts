import type { ApiClient } from './api-client';

/** An organization of the run, ready to hire. */
export interface Organization {
  /** 0, 1, … */
  readonly index: number;
  readonly token: string;
  readonly userId: number;
  /** A published job. */
  readonly jobId: number;
}

export async function createOrganization(api: ApiClient, index: number): Promise<Organization> {
  const username = `admin-${index}`;
  const account = await api.data<{ accessToken: string; user: { id: number } }>('POST', '/auth/register', undefined, {
    username,
    email: `${username}@example.com`,
    password: 'correct horse battery staple',
    organizationName: `Organization ${index}`,
  });
  const token = account.accessToken;
  const job = await api.data<{ id: number }>('POST', '/jobs', token, { title: '工程师' });
  await api.data('POST', `/jobs/${job.id}/publish`, token);
  return { index, token, userId: account.user.id, jobId: job.id };
}
