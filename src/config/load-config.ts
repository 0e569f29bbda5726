import { join } from 'node:path';
import { cleanEnv } from 'envalid';
import { type AppConfig } from './app-config';
import { ConfigError } from './config.error';
import { generatedKey } from './generated-key';
import { VARIABLES } from './variables';

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/**
 * Validates the environment as a whole.
 * @param env an unset and an empty variable mean the same
 * @throws ConfigError that names every bad variable
 */
export function loadConfig(env: Record<string, string | undefined>): AppConfig {
  const faults: Record<string, string> = {};
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const v = cleanEnv(given, VARIABLES, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) faults[name] = error.message;
    },
  });
  const production = v.NODE_ENV === 'production';
  for (const name of ['JWT_SECRET', 'SECRETS_KEY'] as const) {
    if (production && !given[name]) faults[name] ??= 'is required with NODE_ENV=production';
  }
  if (!given.REDIS_URL && (v.ROLE === 'api' || v.ROLE === 'worker')) {
    faults.REDIS_URL ??= `is required with ROLE=${v.ROLE}: the in-process scheduler only works with ROLE=all`;
  }
  if (v.ROLE !== 'all' && !given.DATABASE_URL?.startsWith('mysql') && !given.DATABASE_URL?.startsWith('mariadb')) {
    faults.DATABASE_URL ??= `must be MySQL/MariaDB with ROLE=${v.ROLE}: a SQLite file belongs to one process`;
  }
  if (Object.keys(faults).length > 0) throw new ConfigError(faults);

  return deepFreeze<AppConfig>({
    environment: v.NODE_ENV,
    role: v.ROLE,
    http: { host: v.HOST, port: v.PORT, trustedProxies: v.TRUSTED_PROXIES, metricsPort: v.METRICS_PORT ?? null },
    database: { url: v.DATABASE_URL ?? `sqlite:${join(v.DATA_DIR, 'smartats.db')}`, poolSize: v.DATABASE_POOL_SIZE },
    redisUrl: v.REDIS_URL ?? null,
    dataDir: v.DATA_DIR,
    jwtSecret: v.JWT_SECRET ?? generatedKey(v.DATA_DIR, 'jwt-secret'),
    secretsKeys: {
      current: v.SECRETS_KEY ?? Buffer.from(generatedKey(v.DATA_DIR, 'secrets-key'), 'hex'),
      previous: v.SECRETS_KEYS_PREVIOUS,
    },
    tokens: { accessTtlMs: v.ACCESS_TOKEN_TTL, refreshTtlMs: v.REFRESH_TOKEN_TTL },
    timeZone: v.APP_TIMEZONE,
    logLevel: v.LOG_LEVEL,
    webhook: {
      timeoutMs: v.WEBHOOK_TIMEOUT,
      retryDelaysMs: v.WEBHOOK_RETRY_DELAYS,
      disableAfter: v.WEBHOOK_DISABLE_AFTER,
      allowHttp: v.WEBHOOK_ALLOW_HTTP ?? !production,
      allowedNetworks: v.WEBHOOK_ALLOWED_NETWORKS,
      maxPerOrganization: v.WEBHOOK_MAX_PER_ORGANIZATION,
      egressIps: v.WEBHOOK_EGRESS_IPS,
    },
    delivery: { laneConcurrency: v.LANE_CONCURRENCY },
    retentionDays: v.RETENTION_DAYS,
    rateLimits: { login: v.RATE_LIMIT_LOGIN, register: v.RATE_LIMIT_REGISTER, api: v.RATE_LIMIT_API },
    resumes: {
      parseTimeoutMs: v.RESUME_PARSE_TIMEOUT,
      llm: v.RESUME_LLM_URL
        ? {
            url: v.RESUME_LLM_URL,
            model: v.RESUME_LLM_MODEL,
            apiKey: v.RESUME_LLM_API_KEY ?? null,
            timeoutMs: v.RESUME_LLM_TIMEOUT,
          }
        : null,
    },
  });
}
