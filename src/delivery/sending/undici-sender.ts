import { performance } from 'node:perf_hooks';
import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../../common';
import type { AddressPolicy } from '../../webhooks';
import { guardedConnector } from './address-guard';
import { Exchange } from './exchange';
import { NameResolver } from './name-resolver';
import { Sender, type SendReport, type SendRequest } from './sender';

/** Receivers commonly drop idle connections after 5 s; we let go first, so that a request never meets a closed door. */
const KEEP_ALIVE_MS = 4_000;

export interface UndiciSenderSettings {
  /** Whole attempt, ms. */
  timeoutMs: number;
  addressPolicy: AddressPolicy;
  clock: Clock;
}

/** Keep-alive HTTP/1.1 over undici's dispatcher, without the layers above it. */
export class UndiciSender extends Sender {
  private readonly agent: Agent;
  private readonly underWay = new Set<Exchange>();

  constructor(private readonly settings: UndiciSenderSettings) {
    super();
    this.agent = new Agent({
      connect: guardedConnector(settings.addressPolicy, new NameResolver(settings.timeoutMs), settings.timeoutMs),
      // Webhooks of different organizations may share an origin: one must not use up another's connections. What is under
      // way is bounded per webhook and per process.
      connections: null,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // A receiver may ask for less, never for more.
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // The exchange has the one deadline.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  send(request: SendRequest): Promise<SendReport> {
    return new Promise((resolve) => {
      const exchange: Exchange = new Exchange(performance.now(), this.settings.clock, (report) => {
        clearTimeout(deadline);
        this.underWay.delete(exchange);
        resolve(report);
      });
      this.underWay.add(exchange);
      const deadline = setTimeout(() => exchange.expire(this.settings.timeoutMs), this.settings.timeoutMs);
      this.dispatch(request, exchange);
    });
  }

  async close(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs;
    while (this.underWay.size > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const exchange of this.underWay) exchange.abandon();
    await this.agent.destroy();
  }

  private dispatch(request: SendRequest, exchange: Exchange): void {
    try {
      const { origin, pathname, search } = new URL(request.url);
      const options: Dispatcher.DispatchOptions = {
        origin,
        path: pathname + search,
        method: 'POST',
        headers: request.headers,
        body: request.body,
      };
      this.agent.dispatch(options, exchange);
    } catch (error) {
      exchange.fail(error);
    }
  }
}
