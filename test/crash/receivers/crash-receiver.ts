import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type EventBody, keyOfEvent } from '../business/event-key';
import type { Arrival } from './arrival';
import { type Behaviour, healthy, type Reaction } from './behaviour';
import { signatureFault } from './verify-signatures';

/** Names the process that has the client's side of a connection open. */
type OwnerOf = (clientPort: number, serverPort: number) => string | null;

/** The receiver of one webhook: a server of its own on loopback that notes what comes and behaves as it is told. */
export class CrashReceiver {
  readonly arrivals: Arrival[] = [];
  /** Known once the webhook has been created. */
  secret = '';
  private readonly senders = new WeakMap<Socket, string | null>();
  private behaviour: Behaviour = healthy;
  private since = 0;

  private constructor(
    readonly webhook: number,
    private readonly server: Server,
    private readonly ownerOf: OwnerOf,
  ) {}

  static async start(webhook: number, ownerOf: OwnerOf): Promise<CrashReceiver> {
    const server = createServer(
      { keepAliveTimeout: 30_000 },
      (request, response) => void receiver.handle(request, response).catch(() => response.destroy()),
    );
    const receiver = new CrashReceiver(webhook, server, ownerOf);
    server.on('connection', (socket: Socket) => receiver.senders.set(socket, receiver.senderOf(socket)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.since = Date.now();
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = JSON.parse(text) as EventBody;
    const { headers, socket } = request;
    const arrival: Arrival = {
      webhook: this.webhook,
      eventId: body.eventId,
      eventType: body.eventType,
      key: keyOfEvent(body),
      delivery: String(headers['x-webhook-delivery']),
      attempt: String(headers['x-webhook-attempt']),
      at: Date.now(),
      // A process that has ended by now was seen when it connected, if at all.
      sender: this.senders.get(socket) ?? this.senderOf(socket),
      badSignature: signatureFault(text, headers, this.secret),
      acceptedAt: null,
    };
    this.arrivals.push(arrival);
    this.answer(arrival, this.behaviour.react(Date.now() - this.since), response);
  }

  private senderOf({ remotePort, localPort }: Socket): string | null {
    return this.ownerOf(remotePort ?? 0, localPort ?? 0);
  }

  private answer(arrival: Arrival, { action, delayMs }: Reaction, response: ServerResponse): void {
    const act = () => {
      switch (action) {
        case 'accept':
          if (response.destroyed || response.socket?.destroyed) return;
          response.writeHead(204).end(() => {
            if (!response.socket?.destroyed) arrival.acceptedAt = Date.now();
          });
          return;
        case 'refuse':
          response.writeHead(503).end();
          return;
        case 'reset':
          response.socket?.resetAndDestroy();
          return;
        case 'hang':
          return;
      }
    };
    if (delayMs === 0) act();
    else setTimeout(act, delayMs);
  }
}
