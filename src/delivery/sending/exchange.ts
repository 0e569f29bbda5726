import type { IncomingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../common';
import { parseRetryAfter } from '../policy/delays';
import type { AttemptResult, FailureClass } from '../policy/failure';
import { describeError, describeStatus } from './describe-error';
import { KEPT_RESPONSE_BYTES, MAX_RESPONSE_BYTES, type SendReport } from './sender';

type Phase = 'connecting' | 'waiting' | 'reading' | 'done';

const PHASE_WORDS: Record<Phase, string> = {
  connecting: 'while connecting',
  waiting: 'while waiting for the response',
  reading: 'while reading the response',
  done: '',
};

/** Aborts a request whose outcome is already known; never shown. */
const OVER = new Error('the exchange is over');

/** One request and its response, from dispatch to report. Reports exactly once. */
export class Exchange implements Dispatcher.DispatchHandler {
  private phase: Phase = 'connecting';
  private controller: Dispatcher.DispatchController | null = null;
  private statusCode: number | null = null;
  private headers: Record<string, string> | null = null;
  private retryAfter: string | undefined;
  private readonly kept: Buffer[] = [];
  private keptBytes = 0;
  private readBytes = 0;

  constructor(
    private readonly startedAt: number,
    private readonly clock: Clock,
    private readonly report: (report: SendReport) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // The deadline passed while the connection was being made: nothing must be sent any more.
    if (this.phase === 'done') controller.abort(OVER);
    else this.phase = 'waiting';
  }

  onResponseStart(_: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    // 1xx: the final response follows.
    if (this.phase === 'done' || statusCode < 200) return;
    this.phase = 'reading';
    this.statusCode = statusCode;
    this.headers = keptHeaders(headers);
    const retryAfter = headers['retry-after'] as string | string[] | undefined;
    this.retryAfter = Array.isArray(retryAfter) ? retryAfter[0] : retryAfter;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.phase === 'done') return;
    if (this.keptBytes < KEPT_RESPONSE_BYTES) {
      const part = Buffer.from(chunk.subarray(0, KEPT_RESPONSE_BYTES - this.keptBytes));
      this.kept.push(part);
      this.keptBytes += part.length;
    }
    this.readBytes += chunk.length;
    // Whoever sends this much has answered; the rest is not worth a connection.
    if (this.readBytes >= MAX_RESPONSE_BYTES) this.complete();
  }

  onResponseEnd(): void {
    if (this.phase !== 'done') this.complete();
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.fail(error);
  }

  /** The deadline has passed. */
  expire(timeoutMs: number): void {
    this.finishFailed(
      'timeout',
      `No complete response within ${timeoutMs} ms; time ran out ${PHASE_WORDS[this.phase]}.`,
    );
  }

  /** The process stops: the outcome will never be known. */
  abandon(): void {
    this.finishFailed('connection_error', 'The sender was stopped before the response came.');
  }

  fail(error: unknown): void {
    const { failure, error: sentence } = describeError(error);
    this.finishFailed(failure, sentence);
  }

  private complete(): void {
    const status = this.statusCode ?? 0;
    if (status >= 200 && status < 300) {
      this.finish({ ok: true });
      return;
    }
    const { failure, error } = describeStatus(status);
    this.finishFailed(failure, error);
  }

  private finishFailed(failure: FailureClass, error: string): void {
    this.finish({
      ok: false,
      failure,
      error,
      retryAfterMs: parseRetryAfter(this.retryAfter, this.clock.now()),
      gone: this.statusCode === 410,
    });
  }

  private finish(result: AttemptResult): void {
    if (this.phase === 'done') return;
    const open = this.phase !== 'connecting';
    this.phase = 'done';
    this.report({
      result,
      durationMs: Math.round(performance.now() - this.startedAt),
      statusCode: this.statusCode,
      responseHeaders: this.headers,
      responseBody: this.statusCode === null ? null : keptText(this.kept),
    });
    // Harmless after a complete response: undici ignores it.
    if (open && (!result.ok || this.readBytes >= MAX_RESPONSE_BYTES)) this.controller?.abort(OVER);
  }
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  let budget = KEPT_RESPONSE_BYTES;
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '');
    budget -= name.length + text.length;
    if (budget < 0) break;
    kept[name] = text;
  }
  return kept;
}

/** A character that the limit cut in two is dropped; NUL bytes would not fit every database's text. */
function keptText(parts: Buffer[]): string {
  const decoder = new TextDecoder('utf-8');
  return decoder
    .decode(parts.length === 1 ? parts[0] : Buffer.concat(parts), { stream: true })
    .replaceAll('\0', '\ufffd');
}
