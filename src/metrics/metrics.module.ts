import { Module } from '@nestjs/common';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.controller';
import { MetricsServer } from './metrics-server';
import { ProcessMetrics } from './process-metrics';

@Module({ controllers: [MetricsController], providers: [HttpMetrics, ProcessMetrics, MetricsServer] })
export class MetricsModule {}
