import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { RequestMethod } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import {
  type Clock,
  createValidationPipe,
  EnvelopeInterceptor,
  ErrorFilter,
  Logger,
  newId,
  routeNotFound,
  SystemClock,
  UnexpectedErrorReporter,
} from './common';
import type { AppConfig } from './config';
import { isUnreachable } from './database';
import { setUpDocs } from './docs';

/** What a test may replace. */
export interface AppOverrides {
  clock?: Clock;
  logger?: Logger;
}

const MIB = 1024 * 1024;
/** Largest JSON body, bytes. */
const MAX_BODY_BYTES = MIB;
/** Largest uploaded file and number of files in one request. */
export const MAX_FILE_BYTES = 10 * MIB;
export const MAX_FILES = 20;

/** Routes that live outside the base path `/api/v1`. */
const OUTSIDE_BASE_PATH = ['health/live', 'health/ready', 'metrics', 'docs/api.md'];

/**
 * Builds the application as `main`, the tests and the demo all run it. It has migrated the database but does not
 * listen yet.
 */
export async function createApp(config: AppConfig, overrides: AppOverrides = {}): Promise<NestFastifyApplication> {
  const logger = overrides.logger ?? Logger.create(config.logLevel);
  const clock = overrides.clock ?? new SystemClock();
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    routerOptions: { maxParamLength: 100 },
    requestTimeout: 60_000,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
    trustProxy: config.http.trustedProxies.length > 0 ? [...config.http.trustedProxies] : false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.register({ config, clock, logger }), adapter, {
    logger,
    abortOnError: false,
    // The API speaks JSON, by Fastify's own parser, and takes files; a form or plain text is not a malformed body but 415.
    bodyParser: false,
  });
  adapter.getInstance().removeContentTypeParser('text/plain');
  await app.register(helmet, {
    // Without TLS of its own the product may be visited over http: there an upgrade would load no script and no style.
    contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } },
  });
  await app.register(multipart, {
    limits: { fileSize: MAX_FILE_BYTES, files: MAX_FILES, fields: 10, fieldSize: 10_000, parts: MAX_FILES + 10 },
  });
  app.setGlobalPrefix('api/v1', {
    exclude: OUTSIDE_BASE_PATH.map((path) => ({ path, method: RequestMethod.GET })),
  });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalInterceptors(new EnvelopeInterceptor(app.get(Reflector)));
  app.useGlobalFilters(new ErrorFilter(logger, app.get(UnexpectedErrorReporter), isUnreachable));
  if (config.role === 'worker') serveOnlyEdges(adapter);
  else setUpDocs(app);
  return app;
}

/** A worker serves `/health` and `/metrics`; to everything else it is not there. */
function serveOnlyEdges(adapter: FastifyAdapter): void {
  adapter.getInstance().addHook('onRequest', (request, _reply, done) => {
    const isEdge = /^\/(health\/(live|ready)|metrics)(\?|$)/.test(request.url);
    done(isEdge ? undefined : routeNotFound());
  });
}
