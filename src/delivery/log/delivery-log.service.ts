import { Injectable } from '@nestjs/common';
import { AuditLog, type AuthenticatedUser } from '../../auth';
import { AppError, Clock, decodeCursor, LocalTime, type Page, toPage } from '../../common';
import { UnitOfWork } from '../../database';
import { WebhookAccess } from '../../webhooks';
import { FORCED_NOW } from '../lanes/delivery.entity';
import type { Attempt } from '../recording/attempt.entity';
import { AttemptRepository } from '../recording/attempt.repository';
import { LaneScheduler } from '../schedulers/lane-scheduler';
import { webhookHeaders } from '../signing/headers';
import { dataOf, escapeNonAscii, insertSignature } from '../signing/message';
import { DeliveryLogRepository, type LoggedDelivery } from './delivery-log.repository';
import { deliveryErased, deliveryNotFound } from './delivery.errors';
import type { AttemptResponse, DeliveryDetailResponse, DeliveryResponse } from './delivery.response';
import type { ListDeliveriesQuery } from './list-deliveries.query';

/** The last attempts of a delivery that are shown; each carries the request's body. */
const MAX_ATTEMPTS_SHOWN = 50;

/** The delivery log: what was sent, what came back, and one attempt more where a person asks for it. */
@Injectable()
export class DeliveryLogService {
  constructor(
    private readonly repository: DeliveryLogRepository,
    private readonly attempts: AttemptRepository,
    private readonly access: WebhookAccess,
    private readonly scheduler: LaneScheduler,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly localTime: LocalTime,
  ) {}

  async list(user: AuthenticatedUser, webhookId: number, query: ListDeliveriesQuery): Promise<Page<DeliveryResponse>> {
    await this.access.require(user, webhookId);
    const before = query.cursor ? decodeCursor(query.cursor, ['number'] as const)[0] : null;
    const filter = {
      status: query.status,
      eventType: query.eventType,
      from: this.time('from', query.from),
      to: this.time('to', query.to),
    };
    const rows = await this.repository.list(webhookId, filter, before, query.limit + 1);
    const page = toPage(rows, query.limit, (row) => [row.delivery.eventId]);
    return { items: page.items.map((row) => this.toResponse(row)), nextCursor: page.nextCursor };
  }

  async get(user: AuthenticatedUser, id: number): Promise<DeliveryDetailResponse> {
    const logged = await this.requireDelivery(user, id);
    const { delivery } = logged;
    const event = await this.repository.findEvent(delivery.eventId);
    if (!event) throw deliveryNotFound();
    const attempts = await this.attempts.findByDelivery(id, MAX_ATTEMPTS_SHOWN);
    return {
      ...this.toResponse(logged),
      webhookId: delivery.webhookId,
      event: {
        eventId: event.eventId,
        eventType: event.type,
        timestamp: this.localTime.format(event.occurredAt),
        data: JSON.parse(dataOf(event.message)) as unknown,
      },
      attempts: attempts.map((attempt) => this.toAttempt(attempt, event.eventId, event.type, event.message)),
    };
  }

  /** One more attempt now, whatever the delivery's state and its lane's. Survives a crash; the answer does not wait. */
  async retry(user: AuthenticatedUser, id: number): Promise<DeliveryResponse> {
    const { delivery } = await this.requireDelivery(user, id);
    await this.unitOfWork.run(async () => {
      if (await this.repository.isErased(id)) throw deliveryErased();
      await this.repository.force(id);
      await this.audit.record({ action: 'delivery.retry', actor: user, target: { type: 'delivery', id } });
      this.unitOfWork.afterCommit(() => this.scheduler.wake([delivery.webhookId]));
    });
    return this.toResponse(await this.requireDelivery(user, id));
  }

  private async requireDelivery(user: AuthenticatedUser, id: number): Promise<LoggedDelivery> {
    const logged = await this.repository.find(id);
    if (!logged) throw deliveryNotFound();
    try {
      await this.access.require(user, logged.delivery.webhookId);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found') throw deliveryNotFound();
      throw error;
    }
    return logged;
  }

  private time(field: string, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    const ms = this.localTime.parse(text);
    if (ms === null) throw AppError.invalidField(field, 'is not an existing time');
    return ms;
  }

  private toResponse({ delivery, eventId, lane }: LoggedDelivery): DeliveryResponse {
    const pending = delivery.status === 'pending';
    return {
      id: delivery.id,
      eventId,
      eventType: delivery.eventType,
      status: delivery.status,
      attemptCount: delivery.attemptCount,
      nextAttemptAt: pending ? this.nextAttemptAt(delivery.nextAttemptAt, lane) : null,
      held: pending && this.isHeld(lane),
      createdAt: this.localTime.format(delivery.createdAt),
      completedAt: this.localTime.formatNullable(delivery.completedAt),
      lastError: delivery.lastError,
    };
  }

  private isHeld(lane: LoggedDelivery['lane']): boolean {
    if (lane?.state === 'closed') return (lane.closedUntil ?? 0) > this.clock.now();
    return lane?.state === 'disabled';
  }

  private nextAttemptAt(dueAt: number | null, lane: LoggedDelivery['lane']): string | null {
    if (dueAt === null) return null;
    if (dueAt === FORCED_NOW) return this.localTime.format(this.clock.now());
    if (lane?.state === 'disabled') return null;
    return this.localTime.format(Math.max(dueAt, lane?.state === 'closed' ? (lane.closedUntil ?? 0) : 0));
  }

  private toAttempt(attempt: Attempt, eventId: string, eventType: string, message: string): AttemptResponse {
    const signed = attempt.signatureEncoding === 'ascii' ? escapeNonAscii(message) : message;
    return {
      number: attempt.number,
      startedAt: this.localTime.format(attempt.startedAt),
      durationMs: attempt.durationMs,
      outcome: attempt.outcome,
      statusCode: attempt.statusCode,
      error: attempt.error,
      requestHeaders: webhookHeaders(Object.fromEntries((attempt.extraHeaders ?? []).map((name) => [name, '****'])), {
        eventId,
        eventType,
        deliveryId: attempt.deliveryId,
        attempt: attempt.number,
        timestamp: Math.floor(attempt.startedAt / 1000),
        signature: attempt.signature,
        standardSignature: attempt.standardSignature,
      }),
      requestBody: insertSignature(signed, attempt.signature),
      responseHeaders: attempt.responseHeaders,
      responseBody: attempt.responseBody,
      decision: attempt.decision,
      nextAttemptAt: this.localTime.formatNullable(attempt.nextAttemptAt),
    };
  }
}
