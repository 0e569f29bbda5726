import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AuthModule } from '../../src/auth';
import {
  type Clock,
  CommonModule,
  createValidationPipe,
  EnvelopeInterceptor,
  ErrorFilter,
  LocalTime,
  Logger,
  SilentUnexpectedErrorReporter,
  SystemClock,
  UnexpectedErrorReporter,
} from '../../src/common';
import { ConfigModule, loadConfig } from '../../src/config';
import { DatabaseModule, UnitOfWork } from '../../src/database';
import { ENTITIES } from '../../src/entities';
import { type DomainEvent, EventEraser, EventsModule, OutboxSink } from '../../src/events';

export interface AtsAnswer {
  status: number;
  body: {
    code: number;
    message: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
    data: any;
    error?: { type: string; details: { field: string; message: string }[]; requestId: string };
  };
}

export interface AtsEvent {
  type: string;
  organizationId: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test says what it expects
  data: any;
}

/** Keeps what was committed, in order, and forgets what was rolled back. */
class RecordingOutboxSink extends OutboxSink {
  readonly events: AtsEvent[] = [];
  /** Makes the next events fail, as a database that refuses the outbox row would. */
  failure: Error | null = null;

  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  append({ type, organizationId, data }: DomainEvent): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.unitOfWork.afterCommit(() => this.events.push({ type, organizationId, data: JSON.parse(data) as unknown }));
    return Promise.resolve();
  }
}

/** Recorded events are not stored, so there is nothing to erase. */
class NothingToErase extends EventEraser {
  erase(): Promise<void> {
    return Promise.resolve();
  }
}

@Global()
@Module({
  providers: [
    { provide: EventEraser, useClass: NothingToErase },
    { provide: UnexpectedErrorReporter, useClass: SilentUnexpectedErrorReporter },
    { provide: OutboxSink, inject: [UnitOfWork], useFactory: (uow: UnitOfWork) => new RecordingOutboxSink(uow) },
  ],
  exports: [EventEraser, OutboxSink, UnexpectedErrorReporter],
})
class RecordingModule {}

@Module({})
class AtsAppModule {}

export interface AtsAppOptions {
  databaseUrl: string;
  /** The feature modules under test. */
  modules: Type[];
  clock?: Clock;
  /** Kept over a restart, where the test gives one. */
  dataDir?: string;
  env?: Record<string, string>;
  overrides?: Provider[];
}

/** Modules of the ATS behind a real HTTP server and database, with what they publish recorded in place of an outbox. */
export class AtsApp {
  private constructor(
    readonly app: NestFastifyApplication,
    private readonly url: string,
    private readonly ownFolder: string | null,
  ) {}

  static async start({
    databaseUrl,
    modules,
    clock,
    dataDir,
    env = {},
    overrides = [],
  }: AtsAppOptions): Promise<AtsApp> {
    const ownFolder = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'smartats-ats-')) : null;
    const config = loadConfig({
      DATA_DIR: dataDir ?? ownFolder ?? '',
      DATABASE_URL: databaseUrl,
      JWT_SECRET: 'a secret of the tests, and of the tests only',
      RATE_LIMIT_LOGIN: '100000',
      RATE_LIMIT_REGISTER: '100000',
      RATE_LIMIT_API: '1000000',
      ...env,
    });
    const logger = Logger.create('silent');
    const module: DynamicModule = {
      module: AtsAppModule,
      imports: [
        CommonModule.register({ clock: clock ?? new SystemClock(), logger, localTime: new LocalTime('UTC') }),
        ConfigModule.register(config),
        DatabaseModule.register(ENTITIES),
        RecordingModule,
        AuthModule,
        EventsModule,
        ...modules,
      ],
      providers: overrides,
    };
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    await app.register(multipart);
    app.setGlobalPrefix('api/v1');
    app.useGlobalPipes(createValidationPipe());
    app.useGlobalInterceptors(new EnvelopeInterceptor(app.get(Reflector)));
    app.useGlobalFilters(new ErrorFilter(logger, new SilentUnexpectedErrorReporter()));
    await app.listen(0, '127.0.0.1');
    return new AtsApp(app, `${await app.getUrl()}/api/v1`, ownFolder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    if (this.ownFolder) rmSync(this.ownFolder, { recursive: true, force: true });
  }

  get events(): AtsEvent[] {
    return this.sink.events;
  }

  failPublishing(failure: Error | null): void {
    this.sink.failure = failure;
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.app.get(UnitOfWork).read((manager) => manager.query<T[]>(sql, parameters));
  }

  /** A token of the first ADMIN of a new organization. */
  async organization(name: string): Promise<{ token: string; userId: number; organizationId: number }> {
    const { status, body } = await this.request('POST', '/auth/register', undefined, {
      username: name,
      email: `${name}@example.com`,
      password: 'correct horse battery',
      organizationName: name,
    });
    if (status !== 200) throw new Error(body.message);
    const { accessToken, user } = body.data as { accessToken: string; user: { id: number; organizationId: number } };
    return { token: accessToken, userId: user.id, organizationId: user.organizationId };
  }

  request(method: string, path: string, token?: string, body?: unknown): Promise<AtsAnswer> {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.send(method, path, token, json, body === undefined ? undefined : JSON.stringify(body));
  }

  upload(
    path: string,
    token: string,
    field: string,
    files: readonly { name: string; content: Buffer }[],
  ): Promise<AtsAnswer> {
    const form = new FormData();
    for (const { name, content } of files) form.append(field, new Blob([new Uint8Array(content)]), name);
    return this.send('POST', path, token, {}, form);
  }

  download(path: string, token: string): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${token}` } });
  }

  private async send(
    method: string,
    path: string,
    token: string | undefined,
    headers: Record<string, string>,
    body?: string | FormData,
  ): Promise<AtsAnswer> {
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(this.url + path, {
      method,
      headers: { ...headers, ...authorization },
      body,
    });
    return { status: response.status, body: (await response.json()) as AtsAnswer['body'] };
  }

  private get sink(): RecordingOutboxSink {
    return this.app.get<RecordingOutboxSink>(OutboxSink, { strict: false });
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }
}
