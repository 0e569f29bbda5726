import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { placeholders, UnitOfWork } from '../../database';
import { Attempt } from './attempt.entity';

export type NewAttempt = Omit<Attempt, 'id'>;

/** 15 parameters a row; SQLite takes at most 32 766 in a statement. */
const ROWS_PER_INSERT = 500;

/** A signature would let a guess of the data be confirmed. */
const ERASED_SIGNATURES = { signature: 'erased', standardSignature: 'erased' };

const ONE_ROW = `(${placeholders(15)})`;

@Injectable()
export class AttemptRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Inside a unit of work. */
  async insert(attempts: readonly NewAttempt[]): Promise<void> {
    for (let from = 0; from < attempts.length; from += ROWS_PER_INSERT) {
      const chunk = attempts.slice(from, from + ROWS_PER_INSERT);
      await this.unitOfWork.manager.query(
        `INSERT INTO attempts (delivery_id, number, started_at, duration_ms, outcome, status_code, error, signature,
         standard_signature, signature_encoding, extra_headers, response_headers, response_body, decision, next_attempt_at)
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
          a.extraHeaders === null ? null : JSON.stringify(a.extraHeaders),
          a.responseHeaders === null ? null : JSON.stringify(a.responseHeaders),
          a.responseBody,
          a.decision,
          a.nextAttemptAt,
        ]),
      );
    }
  }

  /** Inside a unit of work: what receivers answered to these deliveries goes, and what could prove what was sent. */
  async erase(deliveryIds: readonly number[]): Promise<number> {
    if (deliveryIds.length === 0) return 0;
    const { affected } = await this.unitOfWork.manager.update(
      Attempt,
      { deliveryId: In([...deliveryIds]) },
      { responseHeaders: () => 'NULL', responseBody: null, ...ERASED_SIGNATURES },
    );
    return affected ?? 0;
  }

  /** Whether this very attempt has been committed. */
  async exists({ deliveryId, number, startedAt, durationMs }: NewAttempt): Promise<boolean> {
    return this.unitOfWork.read((manager) => manager.existsBy(Attempt, { deliveryId, number, startedAt, durationMs }));
  }

  /** The last ones, oldest first. A person may have asked for any number. */
  async findByDelivery(deliveryId: number, limit: number): Promise<Attempt[]> {
    const newestFirst = await this.unitOfWork.read((manager) =>
      manager.find(Attempt, { where: { deliveryId }, order: { id: 'DESC' }, take: limit }),
    );
    return newestFirst.reverse();
  }
}
