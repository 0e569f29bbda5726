import { Entity } from 'typeorm';
import { IdColumn, StringColumn, TimeColumn } from '../../database';

/** A company that uses the product. All business rows belong to one, and none is ever seen by another. */
@Entity('organizations')
export class Organization {
  @IdColumn()
  id: number;

  @StringColumn('name', 100)
  name: string;

  @TimeColumn('created_at')
  createdAt: number;
}
