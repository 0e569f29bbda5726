import { Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { AppError, type PartCheck, type PartHealth, Readiness } from '../common';
import { UnitOfWork } from '../database';
import type { ReadyResponse } from './ready.response';

/** A part that has not answered by then is down. */
const CHECK_TIMEOUT_MS = 2_000;

const DATABASE = 'database';

@Injectable()
export class HealthService {
  private underWay: Promise<ReadyResponse> | null = null;

  constructor(
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
    unitOfWork: UnitOfWork,
  ) {
    readiness.register(DATABASE, async () => {
      await unitOfWork.read((manager) => manager.query('SELECT 1'));
      return { status: 'ok' };
    });
  }

  /**
   * Who asks while a check is under way gets its answer: the page is public, and must not be a way to load the database.
   * @throws AppError `service.unavailable` with a detail for each part that is down
   */
  ready(): Promise<ReadyResponse> {
    this.underWay ??= this.check().finally(() => (this.underWay = null));
    return this.underWay;
  }

  private async check(): Promise<ReadyResponse> {
    const found = new Map<string, PartHealth>();
    const checks = [...this.readiness.checks].map(([name, check]) => async () => {
      const health = await bounded(check);
      found.set(name, health);
      return this.indicatorOf(name, health);
    });
    const cannotServe = await this.terminus.check(checks).then(
      () => false,
      () => true,
    );
    const parts = [...found].map(([name, health]) => ({ name, ...health, reason: reasonOf(health) }));
    if (cannotServe) {
      throw new AppError({
        type: 'service.unavailable',
        kind: 'unavailable',
        message: 'The service cannot answer right now.',
        details: parts.flatMap(({ name, status, reason }) =>
          status === 'ok' || reason === null ? [] : [{ field: name, message: reason }],
        ),
      });
    }
    const degraded = parts.some((part) => part.status !== 'ok');
    return {
      status: degraded ? 'degraded' : 'ok',
      parts: Object.fromEntries(
        parts.map(({ name, status, reason }) => [name, { status: status === 'ok' ? 'ok' : 'degraded', reason }]),
      ),
    };
  }

  private indicatorOf(name: string, health: PartHealth): HealthIndicatorResult {
    const indicator = this.indicators.check(name);
    return health.status === 'down' ? indicator.down(health.reason) : indicator.up();
  }
}

const reasonOf = (health: PartHealth): string | null => (health.status === 'ok' ? null : health.reason);

async function bounded(check: PartCheck): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<PartHealth>((resolve) => {
    const reason = `did not answer within ${CHECK_TIMEOUT_MS} ms`;
    timer = setTimeout(() => resolve({ status: 'down', reason }), CHECK_TIMEOUT_MS);
  });
  // The error may name hosts and users, and the page is public.
  const asked = check().catch((): PartHealth => ({ status: 'down', reason: 'cannot be reached' }));
  const health = await Promise.race([asked, late]);
  clearTimeout(timer);
  return health;
}
