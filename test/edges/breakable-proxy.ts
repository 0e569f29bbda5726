import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP relay in front of a server that can be taken away and brought back. */
export class BreakableProxy {
  private readonly sockets = new Set<Socket>();
  private isUp = true;

  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number): Promise<BreakableProxy> {
    const server = createServer();
    const proxy = new BreakableProxy(server);
    server.on('connection', (client) => {
      if (!proxy.isUp) {
        client.resetAndDestroy();
        return;
      }
      const upstream = connect(port, host);
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ]) {
        proxy.sockets.add(one);
        one.pipe(other);
        one.on('error', () => undefined);
        one.on('close', () => {
          proxy.sockets.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts every connection, and refuses new ones. */
  takeAway(): void {
    this.isUp = false;
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  bringBack(): void {
    this.isUp = true;
  }

  async close(): Promise<void> {
    this.takeAway();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
