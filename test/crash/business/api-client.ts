/** An answer as a client can understand it. */
export type ApiAnswer<T> =
  | { readonly outcome: 'committed'; readonly text: string; readonly data: T }
  | { readonly outcome: 'refused' | 'unknown'; readonly text: string };

const TIMEOUT_MS = 15_000;

/** Talks to the API as an integrator does, and knows what an answer proves. */
export class ApiClient {
  constructor(private readonly url: string) {}

  async call<T>(method: string, path: string, token?: string, body?: unknown): Promise<ApiAnswer<T>> {
    try {
      const response = await fetch(this.url + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const answer = (await response.json()) as { message: string; data: T };
      const text = `${method} ${path}: ${response.status} ${answer.message}`;
      if (response.status === 200) return { outcome: 'committed', text, data: answer.data };
      return { outcome: response.status < 500 ? 'refused' : 'unknown', text };
    } catch (error) {
      const { cause, message } = error as Error & { cause?: { code?: string } };
      return { outcome: 'unknown', text: `${method} ${path}: ${cause?.code ?? message}` };
    }
  }

  /** @throws Error unless the call succeeds */
  async data<T>(method: string, path: string, token?: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, token, body);
    if (answer.outcome !== 'committed') throw new Error(answer.text);
    return answer.data;
  }
}
