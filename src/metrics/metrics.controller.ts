import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth';
import { AppError, Metrics, RawResponse } from '../common';
import { AppConfig } from '../config';

@ApiExcludeController()
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  /** Everything that this process counts, in the text format of Prometheus. */
  @Get()
  @RawResponse()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  async scrape(): Promise<string> {
    if (this.config.http.metricsPort !== null) {
      throw new AppError({
        type: 'request.route_not_found',
        kind: 'not_found',
        message: 'There is nothing at this address.',
      });
    }
    return this.metrics.registry.metrics();
  }
}
