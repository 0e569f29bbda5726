import type { Static, TObject } from '@sinclair/typebox';

/**
 * One type of event. The schema is the single source: the payload's TypeScript type, the published JSON Schema and
 * the check at publication all come from it.
 */
export interface EventDefinition<Code extends string = string, Schema extends TObject = TObject> {
  /** `<source>.<what happened>`, permanent. */
  readonly code: Code;
  readonly name: { readonly zh: string; readonly en: string };
  readonly description: { readonly zh: string; readonly en: string };
  /** JSON Schema of `data`. */
  readonly schema: Schema;
  /** Sent by a test delivery and shown in the catalogue; valid by the schema. */
  readonly example: Static<Schema>;
}

export function defineEvent<const Code extends string, Schema extends TObject>(
  definition: EventDefinition<Code, Schema>,
): EventDefinition<Code, Schema> {
  return definition;
}
