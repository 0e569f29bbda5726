import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The raw body. */
  readonly body: string;
  /** The parsed body. */
  readonly json: { eventId: string; eventType: string; timestamp: string; signature: string; data: unknown };
  readonly at: number;
}

export type Answer = number | ((request: Received, response: ServerResponse) => void);

/** A real HTTP server on loopback that records what it gets and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    /** By path; `*` for the rest. */
    private readonly answers: Map<string, Answer>,
  ) {}

  static async start(answer: Answer = 200): Promise<Receiver> {
    const answers = new Map<string, Answer>([['*', answer]]);
    const server = createServer(
      { keepAliveTimeout: 30_000 },
      (request, response) => void receiver.handle(request, response),
    );
    const receiver = new Receiver(server, answers);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** Changes what is answered from now on. */
  answer(answer: Answer, path = '*'): void {
    this.answers.set(path, answer);
  }

  at(path: string): Received[] {
    return this.received.filter((request) => request.path === path);
  }

  /** Resolves when `condition` holds, checked at each request; rejects after `timeoutMs`. */
  async until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`after ${timeoutMs} ms the receiver has had ${this.received.length} requests`));
      }, timeoutMs);
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const path = request.url ?? '/';
    const json = JSON.parse(body) as Received['json'];
    const received: Received = { path, headers: request.headers, body, json, at: Date.now() };
    this.received.push(received);
    const answer = this.answers.get(path) ?? this.answers.get('*') ?? 200;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(received, response);
    for (const check of this.waiting) check();
  }
}
