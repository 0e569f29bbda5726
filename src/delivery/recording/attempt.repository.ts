import { Injectable } from '@nestjs/common';
import { placeholders, UnitOfWork } from '../../database';
import { Attempt } from './attempt.entity';

export type NewAttempt = Omit<Attempt, 'id'>;

/** 14 parameters a row; SQLite takes at most 32 766 in a statement. */
const ROWS_PER_INSERT = 500;

const ONE_ROW = `(${placeholders(14)})`;

@Injectable()
export class AttemptRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Inside a unit of work. */
  async insert(attempts: readonly NewAttempt[]): Promise<void> {
    for (let from = 0; from < attempts.length; from += ROWS_PER_INSERT) {
      const chunk = attempts.slice(from, from + ROWS_PER_INSERT);
      await this.unitOfWork.manager.query(
        `INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, status_code, error, signature,
         standard_signature, signature_encoding, response_headers, response_body, decision, next_attempt_at)
         VALUES ${Array<string>(chunk.length).fill(ONE_ROW).join(', ')}`,
        chunk.flatMap((a) => [
          a.deliveryId,
          a.number,
          a.startedAt,
          a.durationMs,
          a.outcome,
          a.statusCode,
          a.error,
          a.signature,
          a.standardSignature,
          a.signatureEncoding,
          a.responseHeaders === null ? null : JSON.stringify(a.responseHeaders),
          a.responseBody,
          a.decision,
          a.nextAttemptAt,
        ]),
      );
    }
  }

  /** Whether this very attempt has been committed. */
  async exists({ deliveryId, number, startedAt, durationMs }: NewAttempt): Promise<boolean> {
    return this.unitOfWork.read((manager) => manager.existsBy(Attempt, { deliveryId, number, startedAt, durationMs }));
  }

  /** Oldest first. */
  async findByDelivery(deliveryId: number): Promise<Attempt[]> {
    return this.unitOfWork.read((manager) => manager.find(Attempt, { where: { deliveryId }, order: { id: 'ASC' } }));
  }
}
