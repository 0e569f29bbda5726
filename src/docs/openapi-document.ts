import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeEnvelope } from './describe-envelope';

/** The API as it is: built from the routes of the running application. */
export function buildOpenApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('SmartATS')
    .setVersion('1.0')
    .setDescription(
      'Every success is answered with HTTP 200 as `{ code, message, data }`; every error with its real status. ' +
        'Times are `yyyy-MM-ddTHH:mm:ss` in the zone of the installation.',
    )
    .addBearerAuth()
    .build();
  return describeEnvelope(SwaggerModule.createDocument(app, settings));
}
