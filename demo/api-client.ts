interface Envelope {
  code: number;
  message: string;
  data: unknown;
}

/** Calls the product's HTTP API as an integrator would. */
export class ApiClient {
  private token: string | null = null;

  /** @param baseUrl with the base path, e.g. `http://127.0.0.1:3000/api/v1` */
  constructor(
    private readonly baseUrl: string,
    private readonly signal: AbortSignal,
  ) {}

  signIn(accessToken: string): void {
    this.token = accessToken;
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  post<T>(path: string, body?: object): Promise<T> {
    return this.call('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.call('PATCH', path, body);
  }

  /** @returns the answer's `data` @throws Error with the API's own sentence */
  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
      },
      body: json ? JSON.stringify(body) : body,
      signal: this.signal,
    });
    const answer = (await response.json()) as Envelope;
    if (answer.code !== 200) throw new Error(`${method} ${path} was answered ${answer.code}: ${answer.message}`);
    return answer.data as T;
  }
}
