import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { renderApiMarkdown } from './api-markdown';
import { buildOpenApiDocument } from './openapi-document';

/**
 * Serves the API's description, to everybody: `/docs` for browsers, `/docs-json` for programs, `/docs/api.md` for
 * readers. It is built when first asked for, so that it costs the start nothing.
 */
export function setUpDocs(app: NestFastifyApplication): void {
  let built: OpenAPIObject | undefined;
  const document = () => (built ??= buildOpenApiDocument(app));
  let markdown: string | undefined;
  app.getHttpAdapter().get('/docs/api.md', (_request: unknown, reply: FastifyReply) => {
    markdown ??= renderApiMarkdown(document());
    void reply.type('text/markdown; charset=utf-8').send(markdown);
  });
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
    customSiteTitle: 'SmartATS API',
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
