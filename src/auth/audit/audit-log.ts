import { Injectable } from '@nestjs/common';
import { Clock } from '../../common';
import { AuditRepository } from './audit.repository';

export interface AuditRecord {
  /** Dotted, permanent, e.g. `webhook.secret_revealed`; at most 60 characters. */
  action: string;
  /** null: the product itself, or the command line. */
  actor: { readonly id: number; readonly organizationId: number | null } | null;
  target: { type: string; id: number | string };
  /** The organization concerned, where it isn't the actor's. */
  organizationId?: number | null;
  /** Ids and names only, never a secret. */
  details?: Record<string, unknown>;
}

/** Who did what to which thing. Written with the change itself: one is never there without the other. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly entries: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Error outside a unit of work */
  async record({ action, actor, target, organizationId, details }: AuditRecord): Promise<void> {
    await this.entries.insert({
      organizationId: organizationId === undefined ? (actor?.organizationId ?? null) : organizationId,
      actorId: actor?.id ?? null,
      action,
      targetType: target.type,
      targetId: String(target.id),
      details: details ?? null,
      createdAt: this.clock.now(),
    });
  }
}
