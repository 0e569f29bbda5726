import { config as readDotEnv } from 'dotenv';

/** The process environment over what `.env` in the working directory holds. The only reader of `process.env`. */
export function environment(): Record<string, string | undefined> {
  const file: Record<string, string> = {};
  readDotEnv({ processEnv: file, quiet: true });
  return { ...file, ...process.env };
}
