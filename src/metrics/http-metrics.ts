import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Metrics } from '../common';

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts answers by route template, never by address: a scanner must not be able to make series. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const labels = ['method', 'route', 'status'] as const;
    const requests = this.metrics.counter({
      name: 'smartats_http_requests_total',
      help: 'Answered HTTP requests',
      labels,
    });
    const durations = this.metrics.histogram(
      { name: 'smartats_http_request_duration_seconds', help: 'From the request to the end of its answer', labels },
      BUCKETS,
    );
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onResponse', (request, reply, done) => {
      const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
      const values = { method: request.method, route, status: String(reply.statusCode) };
      requests.inc(values);
      durations.observe(values, reply.elapsedTime / 1_000);
      done();
    });
  }
}
