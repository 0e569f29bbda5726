import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, JsonColumn, StringColumn, TimeColumn } from '../../database';

/** Something that somebody will be asked about later: who did what to which thing, when. Never changed. */
@Entity('audit_log')
@Index('audit_log_organization', ['organizationId', 'createdAt'])
export class AuditEntry {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id', { nullable: true })
  organizationId: number | null;

  /** null: the product itself, or the command line. */
  @BigIntColumn('actor_id', { nullable: true })
  actorId: number | null;

  /** Dotted, e.g. `webhook.secret_revealed`. */
  @StringColumn('action', 60)
  action: string;

  @StringColumn('target_type', 40)
  targetType: string;

  @StringColumn('target_id', 64)
  targetId: string;

  /** Ids and names only, never a secret. */
  @JsonColumn('details', { nullable: true })
  details: Record<string, unknown> | null;

  @TimeColumn('created_at')
  createdAt: number;
}
