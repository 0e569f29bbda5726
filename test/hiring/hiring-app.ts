import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.factory';
import { OperatorAccounts } from '../../src/auth';
import { FakeClock, Logger } from '../../src/common';
import { loadConfig } from '../../src/config';
import { UnitOfWork } from '../../src/database';

export const PASSWORD = 'correct horse battery';

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    code: number;
    message: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
    data: any;
    error?: { type: string; details: { field: string; message: string }[]; requestId: string };
  };
}

export interface StatedEvent {
  type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  data: any;
}

/** A signed-in user. */
export class Client {
  constructor(
    private readonly api: HiringApp,
    readonly token: string | undefined,
    readonly userId: number,
    readonly organizationId: number,
  ) {}

  get = (path: string) => this.api.request('GET', path, this.token);
  post = (path: string, body?: unknown) => this.api.request('POST', path, this.token, body);
  patch = (path: string, body?: unknown) => this.api.request('PATCH', path, this.token, body);

  /** @returns `data` of a success, and fails the test on anything else */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  async done(answer: Promise<Answer>): Promise<any> {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(`${status} ${body.message}`);
    return body.data;
  }
}

/** The real application behind a real HTTP server, with a clock that stands still, and what a hiring flow needs. */
export class HiringApp {
  private serial = 0;
  /** A published job of each organization. */
  private readonly jobs = new Map<number, number>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: FakeClock,
    readonly origin: string,
    private readonly folder: string,
  ) {}

  static async start(databaseUrl: string, env: Record<string, string> = {}): Promise<HiringApp> {
    const folder = mkdtempSync(join(tmpdir(), 'smartats-hiring-'));
    const config = loadConfig({
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      RATE_LIMIT_LOGIN: '100000',
      RATE_LIMIT_REGISTER: '100000',
      RATE_LIMIT_API: '100000',
      ...env,
    });
    const clock = new FakeClock();
    const app = await createApp(config, { clock, logger: Logger.create('silent') });
    await app.listen(0, '127.0.0.1');
    return new HiringApp(app, clock, await app.getUrl(), folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  query<T>(sql: string): Promise<T[]> {
    return this.app.get(UnitOfWork).read(() => this.app.get(DataSource).query<T[]>(sql));
  }

  async request(method: string, path: string, token?: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }

  /** The ADMIN of a new organization. */
  async organization(): Promise<Client> {
    const username = `admin${++this.serial}`;
    const answer = await this.request('POST', '/auth/register', undefined, {
      username,
      email: `${username}@example.com`,
      password: PASSWORD,
      organizationName: `Company ${this.serial}`,
    });
    if (answer.status !== 200) throw new Error(answer.body.message);
    const { accessToken, user } = answer.body.data as {
      accessToken: string;
      user: { id: number; organizationId: number };
    };
    return new Client(this, accessToken, user.id, user.organizationId);
  }

  /** Another user of the organization. */
  async colleague(admin: Client, role: 'ADMIN' | 'HR' | 'INTERVIEWER'): Promise<Client> {
    const username = `${role.toLowerCase()}${++this.serial}`;
    await admin.done(admin.post('/users', { username, email: `${username}@example.com`, password: PASSWORD, role }));
    return this.signIn(username, PASSWORD);
  }

  async operator(): Promise<Client> {
    const username = `operator${++this.serial}`;
    const { password } = await this.app.get(OperatorAccounts).create(username);
    return this.signIn(username, password);
  }

  private async signIn(username: string, password: string): Promise<Client> {
    const answer = await this.request('POST', '/auth/login', undefined, { username, password });
    if (answer.status !== 200) throw new Error(answer.body.message);
    const { accessToken, user } = answer.body.data as {
      accessToken: string;
      user: { id: number; organizationId: number };
    };
    return new Client(this, accessToken, user.id, user.organizationId);
  }

  async candidate(client: Client, name = '张三'): Promise<number> {
    const email = `candidate${++this.serial}@example.com`;
    return ((await client.done(client.post('/candidates', { name, email }))) as { id: number }).id;
  }

  async publishedJob(client: Client, title = '高级 Java 工程师'): Promise<number> {
    const { id } = (await client.done(client.post('/jobs', { title }))) as { id: number };
    await client.done(client.post(`/jobs/${id}/publish`));
    return id;
  }

  /** An application for some job that has been moved along `path`. */
  async application(client: Client, ...path: string[]): Promise<number> {
    const jobId = this.jobs.get(client.organizationId) ?? (await this.publishedJob(client));
    this.jobs.set(client.organizationId, jobId);
    const candidateId = await this.candidate(client);
    const { id } = (await client.done(client.post('/applications', { jobId, candidateId }))) as { id: number };
    for (const status of path) await client.done(client.patch(`/applications/${id}/status`, { status }));
    return id;
  }

  /** Every event that the organization's actions stated, in order, fanned out or not. */
  async eventsOf(organizationId: number): Promise<StatedEvent[]> {
    const rows = await this.query<{ type: string; message: string }>(
      `SELECT type, message FROM (
         SELECT 0 AS place, id, type, message FROM events WHERE organization_id = ${organizationId}
         UNION ALL SELECT 1, id, type, message FROM outbox WHERE organization_id = ${organizationId}
       ) stated ORDER BY place, id`,
    );
    return rows.map(({ type, message }) => ({ type, data: (JSON.parse(message) as { data: unknown }).data }));
  }

  /** What `action` stated, besides its result. */
  async statedBy<T>(client: Client, action: () => Promise<T>): Promise<{ result: T; events: StatedEvent[] }> {
    const before = (await this.eventsOf(client.organizationId)).length;
    const result = await action();
    return { result, events: (await this.eventsOf(client.organizationId)).slice(before) };
  }
}
