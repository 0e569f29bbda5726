import type { Answer, Organization } from './product';

let accounts = 0;

/** Speaks to a product in a process of its own. */
export class ProductClient {
  constructor(readonly url: string) {}

  async call<T = unknown>(method: string, path: string, token?: string, body?: unknown): Promise<Answer<T>> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer<T>['body'] };
  }

  /** The answer's data. @throws Error unless the call succeeds */
  async data<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, token, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.message}`);
    return answer.body.data;
  }

  /** A new organization and the token of its first ADMIN. */
  async organization(): Promise<Organization> {
    const username = `client${process.pid}x${++accounts}`;
    const account = await this.data<{ accessToken: string; user: { id: number; organizationId: number } }>(
      'POST',
      '/auth/register',
      undefined,
      { username, email: `${username}@example.com`, password: 'correct horse battery', organizationName: username },
    );
    return { token: account.accessToken, id: account.user.organizationId, userId: account.user.id };
  }
}
