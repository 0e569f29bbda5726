import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, StringColumn, TimeColumn } from '../../database';

/** When an organization was last told of an error of a source. One row a pair, shared by all processes. */
@Entity('system_error_marks')
@Index('system_error_marks_source', ['organizationId', 'source'], { unique: true })
export class SystemErrorMark {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('source', 200)
  source: string;

  @TimeColumn('last_at')
  lastAt: number;
}
