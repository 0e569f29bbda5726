import { createServer, type Socket } from 'node:net';
import { serve } from './messages';

/**
 * A receiver that costs as little as possible: it does not parse, it finds the ends of requests and answers 204. All
 * requests have a Content-Length, which is the only header that it reads.
 */
const ANSWER = Buffer.from('HTTP/1.1 204 No Content\r\n\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');

/** How long it takes to answer, ms. */
const ANSWER_MS = Number(process.env.ANSWER_MS ?? 0);

let count = 0;
let target = Infinity;
let reached: () => void = () => undefined;

function receive(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const headEnd = pending.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const length = /content-length: *(\d+)/i.exec(pending.toString('latin1', 0, headEnd))?.[1];
      const end = headEnd + 4 + Number(length ?? 0);
      if (pending.length < end) return;
      pending = pending.subarray(end);
      if (ANSWER_MS === 0) socket.write(ANSWER);
      else setTimeout(() => socket.write(ANSWER), ANSWER_MS);
      if (++count >= target) reached();
    }
  });
}

const server = createServer(receive);

serve(async ({ command, requests }) => {
  if (command === 'listen') {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
    return { port: (server.address() as { port: number }).port };
  }
  if (command === 'reset') {
    count = 0;
    return {};
  }
  target = Number(requests);
  if (count < target) await new Promise<void>((resolve) => (reached = resolve));
  target = Infinity;
  return { count };
});
