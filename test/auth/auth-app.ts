import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AuthModule } from '../../src/auth';
import {
  CommonModule,
  createValidationPipe,
  EnvelopeInterceptor,
  ErrorFilter,
  FakeClock,
  LocalTime,
  Logger,
  SilentUnexpectedErrorReporter,
} from '../../src/common';
import { ConfigModule, loadConfig } from '../../src/config';
import { DatabaseModule } from '../../src/database';
import { ENTITIES } from '../../src/entities';

export const JWT_SECRET = 'a secret of the tests, and of the tests only';
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

@Module({})
class AuthAppModule {}

/** The auth module behind a real HTTP server, with controllers of the test's own beside it and a clock that stands still. */
export class AuthApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: FakeClock,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  static async start(
    databaseUrl: string | null,
    { env = {}, controllers = [] }: { env?: Record<string, string>; controllers?: Type[] } = {},
  ): Promise<AuthApp> {
    const folder = mkdtempSync(join(tmpdir(), 'smartats-auth-'));
    const config = loadConfig({
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl ?? '',
      JWT_SECRET,
      RATE_LIMIT_LOGIN: '100000',
      RATE_LIMIT_REGISTER: '100000',
      RATE_LIMIT_API: '100000',
      ...env,
    });
    const clock = new FakeClock();
    const logger = Logger.create('silent');
    const module: DynamicModule = {
      module: AuthAppModule,
      imports: [
        CommonModule.register({ clock, logger, localTime: new LocalTime('UTC') }),
        ConfigModule.register(config),
        DatabaseModule.register(ENTITIES),
        AuthModule,
      ],
      controllers,
    };
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    app.setGlobalPrefix('api/v1');
    app.useGlobalPipes(createValidationPipe());
    app.useGlobalInterceptors(new EnvelopeInterceptor(app.get(Reflector)));
    app.useGlobalFilters(new ErrorFilter(logger, new SilentUnexpectedErrorReporter()));
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await app.close();
      throw error;
    }
    return new AuthApp(app, clock, `${await app.getUrl()}/api/v1`, folder);
  }

  async stop(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  query<T>(sql: string): Promise<T[]> {
    return this.app.get(DataSource).query<T[]>(sql);
  }

  post(path: string, body: unknown, token?: string): Promise<Answer> {
    return this.request('POST', path, token === undefined ? undefined : `Bearer ${token}`, body);
  }

  get(path: string, token?: string): Promise<Answer> {
    return this.request('GET', path, token === undefined ? undefined : `Bearer ${token}`);
  }

  async request(method: string, path: string, authorization?: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }

  /** @returns what the registration answers */
  async register(
    username: string,
  ): Promise<{ accessToken: string; refreshToken: string; user: { id: number; organizationId: number } }> {
    const answer = await this.post('/auth/register', registration(username));
    if (answer.status !== 200) throw new Error(answer.body.message);
    return answer.body.data as never;
  }
}

export const registration = (username: string) => ({
  username,
  email: `${username}@example.com`,
  password: PASSWORD,
  organizationName: `${username}'s company`,
});
