import 'reflect-metadata';
import { createApp } from './app.factory';
import { ConfigError, environment, loadConfig } from './config';

async function main(): Promise<void> {
  const config = loadConfig(environment());
  const app = await createApp(config);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  await app.listen(config.http.port, config.http.host);
  process.stdout.write(`SmartATS listens on ${await app.getUrl()}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? error)}\n`);
  // At once: what had been connected before it failed would keep the process alive, and nobody would start it again.
  process.exit(1);
});
