import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
/** `x-roles` says who may call; nobody named: everybody may. */
export type Operation = NonNullable<PathItem['get']> & { 'x-roles'?: readonly string[] };
type Responses = Operation['responses'];
type Response = Exclude<NonNullable<Responses[string]>, { $ref: string }>;
export type Schema = NonNullable<NonNullable<Response['content']>[string]['schema']>;

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const ERROR_SCHEMA: Schema = {
  type: 'object',
  required: ['code', 'message', 'data', 'error'],
  properties: {
    code: { type: 'integer', description: 'equal to the HTTP status', example: 409 },
    message: { type: 'string', description: 'a sentence that a person can act on' },
    data: { nullable: true, type: 'object', description: 'always null' },
    error: {
      type: 'object',
      required: ['type', 'details', 'requestId'],
      properties: {
        type: { type: 'string', description: 'permanent dotted identifier', example: 'job.version_stale' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            required: ['field', 'message'],
            properties: { field: { type: 'string' }, message: { type: 'string' } },
          },
        },
        requestId: { type: 'string' },
      },
    },
  },
};

const enveloped = (data: Schema): Schema => ({
  type: 'object',
  required: ['code', 'message', 'data'],
  properties: { code: { type: 'integer', enum: [200] }, message: { type: 'string', enum: ['success'] }, data },
});

const error = (description: string): Response => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});

/** Success and the errors that the framework answers for an operation; what a route says itself stays. */
function describeResponses(operation: Operation, path: string): Responses {
  const described = Object.entries(operation.responses);
  const success = described.find(([status]) => /^2\d\d$/.test(status))?.[1];
  const own = success && !('$ref' in success) ? success : undefined;
  const types = Object.keys(own?.content ?? {});
  const isRaw = types.length > 0 && !types.includes('application/json');
  const schema = own?.content?.['application/json']?.schema ?? { nullable: true, description: 'null' };
  const secured = (operation['x-roles'] ?? []).length > 0;
  return {
    '200':
      isRaw && own
        ? own
        : {
            description: own?.description || 'Success',
            content: { 'application/json': { schema: enveloped(schema) } },
          },
    ...(operation.requestBody || (operation.parameters ?? []).length > 0
      ? { '400': error('Malformed, or a field is not valid') }
      : {}),
    ...(secured ? { '401': error('No valid access token'), '403': error('The role does not allow this') } : {}),
    ...(path.includes('{') ? { '404': error('There is no such row in your organization') } : {}),
    ...Object.fromEntries(described.filter(([status]) => !/^2\d\d$/.test(status))),
    default: error('Any other error'),
  };
}

/** Puts each success into the envelope that the interceptor puts around it, under the status that it really has. */
export function describeEnvelope(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      if (!operation) continue;
      operation.security = (operation['x-roles'] ?? []).length > 0 ? [{ bearer: [] }] : [];
      operation.responses = describeResponses(operation, path);
      for (const parameter of operation.parameters ?? []) {
        // What has a default need not be sent.
        if ('schema' in parameter && parameter.schema && 'default' in parameter.schema) parameter.required = false;
      }
    }
  }
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Error: ERROR_SCHEMA };
  return document;
}
