import { ApiProperty } from '@nestjs/swagger';

/** A name in both languages of the product. */
class BilingualName {
  zh: string;
  en: string;
}

/** One type of event. */
export class EventTypeResponse {
  /** `<source>.<what happened>` */
  code: string;
  name: BilingualName;
  description: string;
  /** JSON Schema of `data`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  schema: object;
  /** A valid `data`, as a test sends it. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  example: object;
}
