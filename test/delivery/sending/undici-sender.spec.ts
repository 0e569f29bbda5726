import type { Socket } from 'node:net';
import { SystemClock } from '../../../src/common';
import type { SendReport } from '../../../src/delivery/sending/sender';
import { UndiciSender } from '../../../src/delivery/sending/undici-sender';
import { AddressPolicy } from '../../../src/webhooks';
import { RawServer } from '../../harness/raw-server';
import { until } from '../../harness/until';

jest.setTimeout(30_000);

const TIMEOUT_MS = 300;

const respond = (head: string, body = '') => `HTTP/1.1 ${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
const kib = (n: number) => 'x'.repeat(n * 1024);

describe('UndiciSender', () => {
  let server: RawServer;
  let sender: UndiciSender;

  const start = async (answer: (socket: Socket, request: string) => void, allowed = ['127.0.0.0/8']) => {
    server = await RawServer.start(answer);
    sender = new UndiciSender({
      timeoutMs: TIMEOUT_MS,
      addressPolicy: new AddressPolicy(allowed),
      clock: new SystemClock(),
    });
  };
  afterEach(async () => {
    await sender.close(0);
    await server.stop();
  });

  const send = (url = `http://127.0.0.1:${server.port}/hook?a=1`): Promise<SendReport> =>
    sender.send({ url, headers: { 'content-type': 'application/json' }, body: '{"名":"张三"}' });

  it('posts the body as it is, to path and query', async () => {
    let got = '';
    await start((socket, request) => {
      got = request;
      socket.write(respond('200 OK', 'thanks'));
    });
    const report = await send();
    expect(report).toMatchObject({ result: { ok: true }, statusCode: 200, responseBody: 'thanks' });
    expect(got).toMatch(/^POST \/hook\?a=1 HTTP\/1\.1\r\n/);
    expect(Buffer.from(got.slice(got.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8')).toBe('{"名":"张三"}');
  });

  it('keeps connections alive', async () => {
    await start((socket) => void socket.write(respond('204 No Content')));
    for (let n = 0; n < 5; n++) expect((await send()).result.ok).toBe(true);
    // A request may start before the connection of the one that just ended is free again.
    expect(server.connections).toBeLessThan(3);
  });

  const ok = { ok: true };
  const failed = (failure: string) => ({ ok: false, failure });
  it.each<[string, (socket: Socket) => void, object, number | null]>([
    ['200 with a body', (s) => s.write(respond('200 OK', '{}')), ok, 200],
    ['204 without a body', (s) => s.write('HTTP/1.1 204 No Content\r\n\r\n'), ok, 204],
    ['299', (s) => s.write(respond('299 Fine')), ok, 299],
    [
      'a chunked 200',
      (s) => s.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n'),
      ok,
      200,
    ],
    ['HTTP/1.0', (s) => s.end('HTTP/1.0 200 OK\r\n\r\nfine'), ok, 200],
    [
      'an unsolicited 100 Continue',
      (s) =>
        s.write(`HTTP/1.1 100 Continue

${respond('200 OK')}`),
      { ok: false },
      null,
    ],
    ['more than 64 KiB with a 2xx', (s) => s.write(respond('200 OK', kib(200))), ok, 200],
    ['an endless 2xx', endless('200 OK'), ok, 200],
    ['an endless 500', endless('500 Oops'), failed('http_5xx'), 500],
    ['301', (s) => s.write(respond('301 Moved\r\nlocation: /other')), failed('redirect_refused'), 301],
    ['307', (s) => s.write(respond('307 Temporary\r\nlocation: /other')), failed('redirect_refused'), 307],
    ['404', (s) => s.write(respond('404 Not Found', 'no')), failed('http_4xx'), 404],
    ['429', (s) => s.write(respond('429 Slow Down')), failed('http_4xx'), 429],
    ['500', (s) => s.write(respond('500 Oops')), failed('http_5xx'), 500],
    ['599', (s) => s.write(respond('599 Odd')), failed('http_5xx'), 599],
    ['nothing', () => undefined, failed('timeout'), null],
    ['headers that never end', (s) => s.write('HTTP/1.1 200 OK\r\nx-a: b\r\n'), failed('timeout'), null],
    [
      'a 2xx whose body never ends',
      (s) => s.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
      failed('timeout'),
      200,
    ],
    [
      'a 2xx that is cut short',
      (s) => s.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
      failed('connection_reset'),
      200,
    ],
    ['a 2xx that is reset', reset('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'), failed('connection_reset'), 200],
    ['a reset', reset(''), failed('connection_reset'), null],
    ['a closed connection', (s) => s.end(), failed('connection_reset'), null],
    [
      'bad chunking',
      (s) => s.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n'),
      failed('invalid_response'),
      200,
    ],
    [
      'two Content-Lengths',
      (s) => s.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
      failed('invalid_response'),
      null,
    ],
    ['something else than HTTP', (s) => s.write('SSH-2.0-OpenSSH_9.2\r\n'), failed('invalid_response'), null],
    [
      'headers of 100 KiB',
      (s) => s.write(`HTTP/1.1 200 OK\r\nx-a: ${kib(100)}\r\n\r\n`),
      failed('response_too_large'),
      null,
    ],
  ])('takes %s for what it is', async (_name, answer, result, statusCode) => {
    await start(answer);
    const report = await send();
    expect(report).toMatchObject({ result, statusCode });
    expect(report.durationMs).toBeLessThan(TIMEOUT_MS * 4);
    if (!report.result.ok) {
      expect(report.result.error).toMatch(/^[A-Z].*\.$/);
      await until(() => server.openSockets <= 1);
    }
  });

  it('does not follow a redirect', async () => {
    await start((socket) => void socket.write(respond(`302 Found\r\nlocation: http://127.0.0.1:${server.port}/other`)));
    await send();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.requests).toBe(1);
  });

  it('keeps 4 KiB of a response', async () => {
    await start((socket) => void socket.write(respond('400 Bad', kib(10))));
    expect((await send()).responseBody).toHaveLength(4 * 1024);
  });

  it('tells a 410 and what Retry-After asks for', async () => {
    await start((socket) => void socket.write(respond('410 Gone\r\nretry-after: 90')));
    expect((await send()).result).toMatchObject({ gone: true, retryAfterMs: 90_000 });
  });

  it('survives headers that come twice', async () => {
    await start(
      (socket) => void socket.write(respond('503 Busy\r\nretry-after: 7\r\nretry-after: 9\r\nx-a: 1\r\nx-a: 2')),
    );
    const report = await send();
    expect(report.result).toMatchObject({ ...failed('http_5xx'), retryAfterMs: 7_000 });
    expect(report.responseHeaders).toMatchObject({ 'x-a': '1, 2' });
  });

  it('drops a connection after 4 s, whatever the receiver would like', async () => {
    await start((socket) => void socket.write(respond('200 OK\r\nkeep-alive: timeout=3600')));
    await send();
    expect(server.openSockets).toBe(1);
    await until(() => server.openSockets === 0);
  });

  it('tells a refused connection and an unknown name', async () => {
    await start(() => undefined);
    const { port } = server;
    await server.stop();
    expect((await send(`http://127.0.0.1:${port}/`)).result).toMatchObject(failed('connection_refused'));
    expect((await send('http://no-such-host.invalid/')).result).toMatchObject(failed('dns_error'));
  });

  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '127.1'])(
    'opens no socket to %s where loopback is not allowed',
    async (host) => {
      await start((socket) => void socket.write(respond('200 OK')), []);
      expect((await send(`http://${host}:${server.port}/`)).result).toMatchObject(failed('blocked_address'));
      expect(server.connections).toBe(0);
    },
  );

  it('has one deadline for everything, also while the receiver dribbles', async () => {
    await start((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    const report = await send();
    expect(report.result).toMatchObject(failed('timeout'));
    expect(report.durationMs).toBeLessThan(TIMEOUT_MS * 3);
  });
});

function endless(status: string): (socket: Socket) => void {
  return (socket) => {
    socket.write(`HTTP/1.1 ${status}\r\ntransfer-encoding: chunked\r\n\r\n`);
    const timer = setInterval(() => socket.write(`1000\r\n${'y'.repeat(4096)}\r\n`), 1);
    socket.on('close', () => clearInterval(timer));
  };
}

function reset(first: string): (socket: Socket) => void {
  return (socket) => {
    if (first) socket.write(first, () => setTimeout(() => socket.resetAndDestroy(), 20));
    else socket.resetAndDestroy();
  };
}
