import type { OpenAPIObject } from '@nestjs/swagger';
import { METHODS, type Operation, type Schema } from './describe-envelope';

type Schemas = Record<string, Schema>;
type ObjectSchema = Exclude<Schema, { $ref: string }>;

const nameOf = (reference: string): string => reference.split('/').at(-1) ?? reference;
const cell = (text: string | undefined): string => (text ?? '').replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|');
const anchor = (name: string): string => `[${name}](#${name.toLowerCase()})`;

/** A schema in one line: a linked name, a type, the values of an enumeration. */
function typeOf(schema: Schema | undefined): string {
  if (!schema) return 'any';
  if ('$ref' in schema) return anchor(nameOf(schema.$ref));
  const parts = schema.allOf ?? schema.oneOf ?? schema.anyOf;
  const suffix = schema.nullable ? ' or null' : '';
  if (parts) return parts.map(typeOf).join(' or ') + suffix;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ') + suffix;
  if (schema.type === 'array') return `array of ${typeOf(schema.items)}${suffix}`;
  if (schema.type === 'object' && schema.properties) {
    const fields = Object.entries(schema.properties).map(([name, property]) => `${name}: ${typeOf(property)}`);
    return `{ ${fields.join('; ')} }${suffix}`;
  }
  return `${schema.format === 'binary' ? 'file' : (schema.type ?? 'any')}${suffix}`;
}

function limitsOf(schema: ObjectSchema): string {
  const limits: [string, unknown][] = [
    ['at least', schema.minimum],
    ['at most', schema.maximum],
    ['min. length', schema.minLength],
    ['max. length', schema.maxLength],
    ['min. items', schema.minItems],
    ['max. items', schema.maxItems],
    ['default', schema.default as unknown],
  ];
  return limits
    .filter(([, value]) => value !== undefined && typeof value !== 'object')
    .map(([word, value]) => `${word} ${String(value)}`)
    .join(', ');
}

function notesOf(description: string | undefined, schema: ObjectSchema): string {
  const limits = limitsOf(schema);
  const text = cell(description);
  return text && limits ? `${text.replace(/\.$/, '')}; ${limits}` : text || limits;
}

function fieldsTable(schema: ObjectSchema): string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const plain: ObjectSchema = '$ref' in property ? {} : property;
    const notes = notesOf(plain.description, plain);
    const required = schema.required?.includes(name) ? 'yes' : '';
    return `| \`${name}\` | ${cell(typeOf(property))} | ${required} | ${notes} |`;
  });
  if (rows.length === 0) return [];
  return ['| field | type | required | notes |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** What is inside the envelope of a success. */
function dataOf(operation: Operation): Schema | undefined {
  const success = operation.responses['200'];
  if (!success || '$ref' in success) return undefined;
  const schema = success.content?.['application/json']?.schema;
  return schema && !('$ref' in schema) ? schema.properties?.data : undefined;
}

function describeOperation(method: string, path: string, operation: Operation): string[] {
  const lines = [`### ${method.toUpperCase()} ${path}`, ''];
  for (const text of [operation.summary, operation.description]) if (text) lines.push(text, '');
  const roles = operation['x-roles'] ?? [];
  lines.push(roles.length > 0 ? `Needs an access token of ${roles.join(', ')}.` : 'Public.', '');
  const parameters = (operation.parameters ?? []).flatMap((parameter) => ('$ref' in parameter ? [] : [parameter]));
  if (parameters.length > 0) {
    lines.push('| parameter | in | type | required | notes |', '| --- | --- | --- | --- | --- |');
    for (const { name, in: place, schema, required, description } of parameters) {
      const notes = notesOf(description, schema && !('$ref' in schema) ? schema : {});
      lines.push(`| \`${name}\` | ${place} | ${cell(typeOf(schema))} | ${required ? 'yes' : ''} | ${notes} |`);
    }
    lines.push('');
  }
  if (operation.requestBody && !('$ref' in operation.requestBody)) {
    for (const [type, { schema }] of Object.entries(operation.requestBody.content)) {
      lines.push(`Body (\`${type}\`): ${typeOf(schema)}`, '');
    }
  }
  const data = dataOf(operation);
  if (data) lines.push(`Answers \`data\`: ${typeOf(data)}`, '');
  return lines;
}

/** The OpenAPI document as one page that people, and programs without a browser, can read. */
export function renderApiMarkdown(document: OpenAPIObject): string {
  const byTag = new Map<string, string[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = item[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'other';
      byTag.set(tag, [...(byTag.get(tag) ?? []), ...describeOperation(method, path, operation)]);
    }
  }
  const lines = [`# ${document.info.title} API ${document.info.version}`, '', document.info.description ?? '', ''];
  for (const [tag, operations] of byTag) lines.push(`## ${tag}`, '', ...operations);
  lines.push('## Schemas', '');
  for (const [name, schema] of Object.entries((document.components?.schemas ?? {}) as Schemas)) {
    lines.push(`### ${name}`, '');
    if (!('$ref' in schema)) {
      if (schema.description) lines.push(schema.description, '');
      lines.push(...fieldsTable(schema));
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
