import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP server that says to each request exactly what the test wants, HTTP or not. */
export class RawServer {
  connections = 0;
  requests = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param answer called once a request has arrived in full */
  static async start(answer: (socket: Socket, request: string) => void): Promise<RawServer> {
    const server = createServer((socket) => {
      raw.connections++;
      raw.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => raw.sockets.delete(socket));
      let pending = '';
      socket.on('data', (chunk) => {
        pending += chunk.toString('latin1');
        const headEnd = pending.indexOf('\r\n\r\n');
        const length = Number(/content-length: *(\d+)/i.exec(pending)?.[1] ?? 0);
        if (headEnd < 0 || pending.length < headEnd + 4 + length) return;
        const request = pending;
        pending = '';
        raw.requests++;
        answer(socket, request);
      });
    });
    const raw = new RawServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return raw;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
