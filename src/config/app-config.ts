import type { LogLevel } from '../common';

/** The validated, frozen configuration; the DI token of every module that is configurable. All durations in ms. */
export abstract class AppConfig {
  abstract readonly environment: 'development' | 'production' | 'test';
  abstract readonly role: 'all' | 'api' | 'worker';
  abstract readonly http: {
    readonly host: string;
    readonly port: number;
    /** CIDRs whose `X-Forwarded-For` is believed. */
    readonly trustedProxies: readonly string[];
    /** Port of `/metrics` alone; null: it is served on `port`. */
    readonly metricsPort: number | null;
  };
  /** `url` is `sqlite:<file>` or `mysql://…`. */
  abstract readonly database: { readonly url: string; readonly poolSize: number };
  /** null: in-process scheduler. */
  abstract readonly redisUrl: string | null;
  abstract readonly dataDir: string;
  abstract readonly jwtSecret: string;
  /** `current` encrypts; `previous` only decrypt. 32 bytes each. */
  abstract readonly secretsKeys: { readonly current: Buffer; readonly previous: readonly Buffer[] };
  abstract readonly tokens: { readonly accessTtlMs: number; readonly refreshTtlMs: number };
  abstract readonly timeZone: string;
  abstract readonly logLevel: LogLevel;
  abstract readonly webhook: {
    readonly timeoutMs: number;
    /** Delay after the 1st, 2nd, … failure of a delivery or of a lane. */
    readonly retryDelaysMs: readonly number[];
    readonly disableAfter: number;
    readonly allowHttp: boolean;
    /** CIDRs. */
    readonly allowedNetworks: readonly string[];
    readonly maxPerOrganization: number;
    readonly egressIps: readonly string[];
  };
  abstract readonly delivery: {
    /** Lanes that one worker takes from the queue at once. */
    readonly laneConcurrency: number;
  };
  abstract readonly retentionDays: number;
  /** Requests per minute; registrations per hour. */
  abstract readonly rateLimits: { readonly login: number; readonly register: number; readonly api: number };
  abstract readonly resumes: {
    readonly parseTimeoutMs: number;
    /** null: the built-in extractor. */
    readonly llm: {
      readonly url: string;
      readonly model: string;
      readonly apiKey: string | null;
      readonly timeoutMs: number;
    } | null;
  };
}
