import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type EntityMetadata } from 'typeorm';
import { createApp } from '../../src/app.factory';
import { type Clock, Logger } from '../../src/common';
import { loadConfig } from '../../src/config';
import { UnitOfWork } from '../../src/database';
import { DomainEvents, type EventPayloads, type EventType } from '../../src/events';

export interface ProductOptions {
  databaseUrl: string;
  clock?: Clock;
  env?: Record<string, string>;
}

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: {
    code: number;
    message: string;
    data: T;
    error?: { type: string; details: { field: string; message: string }[]; requestId: string };
  };
}

export interface Organization {
  readonly token: string;
  readonly id: number;
  readonly userId: number;
}

let organizations = 0;

/** The whole product behind a real HTTP server, as `main` starts it, with receivers on loopback allowed. */
export class Product {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly dataDir: string,
    /** Every route that the server has, as `GET /api/v1/jobs/:id`. */
    readonly routes: readonly string[],
  ) {}

  static async start({ databaseUrl, clock, env = {} }: ProductOptions): Promise<Product> {
    const dataDir = mkdtempSync(join(tmpdir(), 'smartats-'));
    const config = loadConfig({
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
      JWT_SECRET: 'a secret of the tests, and of the tests only',
      SECRETS_KEY: '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff',
      RATE_LIMIT_LOGIN: '100000',
      RATE_LIMIT_REGISTER: '100000',
      RATE_LIMIT_API: '1000000',
      ...env,
    });
    const app = await createApp(config, {
      clock,
      logger: Logger.create(process.env.TEST_LOG === '1' ? 'debug' : 'silent'),
    });
    const routes: string[] = [];
    const server = app.getHttpAdapter().getInstance();
    server.addHook('onRoute', ({ method, url }) => {
      routes.push(...[method].flat().map((name) => `${name} ${url}`));
    });
    await app.listen(0, '127.0.0.1');
    return new Product(app, await app.getUrl(), dataDir, routes);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async call<T = unknown>(method: string, path: string, token?: string, body?: unknown): Promise<Answer<T>> {
    const headers: Record<string, string> = {};
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
    });
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
    const username = `admin${++organizations}`;
    const account = await this.data<{ accessToken: string; user: { id: number; organizationId: number } }>(
      'POST',
      '/auth/register',
      undefined,
      { username, email: `${username}@example.com`, password: 'correct horse battery', organizationName: username },
    );
    return { token: account.accessToken, id: account.user.organizationId, userId: account.user.id };
  }

  async webhook(
    { token }: Organization,
    webhook: { url: string; events?: string[] } & Record<string, unknown>,
  ): Promise<{ id: number; secret: string }> {
    return this.data('POST', '/webhooks', token, { events: ['*'], ...webhook });
  }

  /** Publishes events as a business service does, in one unit of work. @returns their public ids */
  async publish<T extends EventType>(
    organizationId: number,
    type: T,
    payloads: readonly EventPayloads[T][],
  ): Promise<string[]> {
    const events = this.app.get(DomainEvents);
    return this.app.get(UnitOfWork).run(async () => {
      const ids: string[] = [];
      for (const payload of payloads) ids.push(await events.publish(organizationId, type, payload));
      return ids;
    });
  }

  /** The tables that the product keeps, with their columns. */
  entities(): EntityMetadata[] {
    return this.app.get(DataSource).entityMetadatas;
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.app.get(UnitOfWork).read((manager) => manager.query<T[]>(sql, parameters));
  }

  /** A change that does not go through the product, as another process would make it. */
  async write(sql: string, parameters: unknown[]): Promise<void> {
    const unitOfWork = this.app.get(UnitOfWork);
    await unitOfWork.run(() => unitOfWork.manager.query(sql, parameters));
  }
}
