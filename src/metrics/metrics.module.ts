import { Module } from '@nestjs/common';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.controller';
import { ProcessMetrics } from './process-metrics';

@Module({ controllers: [MetricsController], providers: [HttpMetrics, ProcessMetrics] })
export class MetricsModule {}
