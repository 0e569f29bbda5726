import { bool, str } from 'envalid';
import {
  addresses,
  databaseUrl,
  duration,
  durations,
  encryptionKey,
  encryptionKeys,
  httpUrl,
  integer,
  jwtSecret,
  networks,
  redisUrl,
  timeZone,
} from './validators';

/**
 * Every environment variable that the product reads: its check, its default and its meaning. `.env.example` holds the
 * same list; a test keeps the two equal. Durations are `ms|s|m|h|d`.
 */
export const VARIABLES = {
  NODE_ENV: str({
    choices: ['development', 'production', 'test'],
    default: 'development',
    desc: 'production demands JWT_SECRET and SECRETS_KEY and refuses http: webhooks by default',
  }),
  HOST: str({ default: '127.0.0.1', desc: 'address that the HTTP server listens on' }),
  PORT: integer(0, 65535)({ default: 3000, desc: 'port that the HTTP server listens on; 0 takes a free one' }),
  METRICS_PORT: integer(
    0,
    65535,
  )({
    default: undefined,
    desc: 'port of /metrics, which then is not served on PORT; 0 takes a free one (default: served on PORT)',
  }),
  TRUSTED_PROXIES: networks({
    default: [],
    desc: 'CIDRs of reverse proxies whose X-Forwarded-For is believed; rate limits count by address',
  }),
  ROLE: str({
    choices: ['all', 'api', 'worker'],
    default: 'all',
    desc: 'api serves HTTP only, worker delivers only, all does both',
  }),
  DATABASE_URL: databaseUrl({
    default: undefined,
    desc: 'sqlite:<file> (default: smartats.db in DATA_DIR) or mysql://user:pass@host:3306/db (MySQL 8, MariaDB 10.6 or newer)',
  }),
  DATABASE_POOL_SIZE: integer(2, 200)({ default: 10, desc: 'connections to MySQL/MariaDB per process, 2-200' }),
  REDIS_URL: redisUrl({
    default: undefined,
    desc: 'unset: in-process scheduler, only with ROLE=all; set: Bull on this Redis',
  }),
  DATA_DIR: str({ default: './data', desc: 'folder of the SQLite file, uploaded files and generated keys' }),
  JWT_SECRET: jwtSecret({
    default: undefined,
    desc: 'HS256 key, at least 32 characters; generated once under DATA_DIR outside production',
  }),
  SECRETS_KEY: encryptionKey({
    default: undefined,
    desc: '32 bytes in base64 or hex that encrypt webhook secrets at rest; generated once under DATA_DIR outside production',
  }),
  SECRETS_KEYS_PREVIOUS: encryptionKeys({
    default: [],
    desc: 'keys that SECRETS_KEY replaced, comma-separated; they only decrypt',
  }),
  ACCESS_TOKEN_TTL: duration({ default: 900_000, desc: 'life of an access token (15m)' }),
  REFRESH_TOKEN_TTL: duration({ default: 2_592_000_000, desc: 'life of a refresh token (30d)' }),
  APP_TIMEZONE: timeZone({ default: 'UTC', desc: 'IANA zone of the zone-less times in API and payloads' }),
  LOG_LEVEL: str({
    choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    desc: 'least severe level that is logged',
  }),
  WEBHOOK_TIMEOUT: duration({
    default: 3_000,
    desc: 'whole attempt: resolve, connect, send, response headers and body (3s)',
  }),
  WEBHOOK_RETRY_DELAYS: durations({
    default: [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000],
    desc: 'after the 1st, 2nd, … failure, plus or minus 20 %; n delays are n+1 attempts (5s,5m,30m,2h,5h,10h,14h,20h,24h)',
  }),
  WEBHOOK_DISABLE_AFTER: integer(1, 1000)({ default: 5, desc: 'consecutive failures that disable a webhook' }),
  WEBHOOK_ALLOW_HTTP: bool({ default: undefined, desc: 'accept http: URLs (default: true, in production false)' }),
  WEBHOOK_ALLOWED_NETWORKS: networks({
    default: [],
    desc: 'comma-separated CIDRs exempt from the private-address block, e.g. 127.0.0.0/8,::1/128',
  }),
  WEBHOOK_MAX_PER_ORGANIZATION: integer(1, 10_000)({ default: 100, desc: 'webhooks that an organization may have' }),
  WEBHOOK_EGRESS_IPS: addresses({
    default: [],
    desc: 'addresses that requests come from, published at GET /egress-ips',
  }),
  LANE_CONCURRENCY: integer(
    1,
    10_000,
  )({
    default: 200,
    desc: 'lanes that one worker takes from the queue at once (only with REDIS_URL)',
  }),
  RETENTION_DAYS: integer(
    1,
    3650,
  )({
    default: 30,
    desc: 'events, deliveries and attempts older than this, and finished, are removed',
  }),
  RATE_LIMIT_LOGIN: integer(
    1,
    1_000_000,
  )({
    default: 10,
    desc: 'sign-in attempts a minute per address and per username',
  }),
  RATE_LIMIT_REGISTER: integer(1, 1_000_000)({ default: 20, desc: 'registrations an hour per address' }),
  RATE_LIMIT_API: integer(1, 10_000_000)({ default: 1_200, desc: 'requests a minute per user, or per address' }),
  RESUME_LLM_URL: httpUrl({
    default: undefined,
    desc: 'base URL of an OpenAI-compatible API that extracts résumé fields; unset: the built-in extractor',
  }),
  RESUME_LLM_MODEL: str({ default: 'gpt-4o-mini', desc: 'model name sent to RESUME_LLM_URL' }),
  RESUME_LLM_API_KEY: str({ default: undefined, desc: 'bearer token for RESUME_LLM_URL' }),
  RESUME_LLM_TIMEOUT: duration({ default: 20_000, desc: 'whole request to RESUME_LLM_URL (20s)' }),
  RESUME_PARSE_TIMEOUT: duration({ default: 30_000, desc: 'time that one résumé may take to parse (30s)' }),
};
