import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthModule, OperatorAccounts } from './auth';
import { AppError, CommonModule, LocalTime, Logger, SystemClock } from './common';
import { type AppConfig, ConfigError, ConfigModule, environment, loadConfig } from './config';
import { DatabaseModule } from './database';
import { ENTITIES } from './entities';

const USAGE = 'usage: npm run operator:create -- --username <name>';

/** As much of the product as making a user needs: no server, no delivery. */
@Module({})
class OperatorCreateModule {
  static register(config: AppConfig): DynamicModule {
    const parts = {
      clock: new SystemClock(),
      localTime: new LocalTime(config.timeZone),
      logger: Logger.create('silent'),
    };
    return {
      module: OperatorCreateModule,
      imports: [
        CommonModule.register(parts),
        ConfigModule.register(config),
        DatabaseModule.register(ENTITIES),
        AuthModule,
      ],
    };
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { username: { type: 'string' } } });
  if (!values.username) throw new TypeError(USAGE);
  const module = OperatorCreateModule.register(loadConfig(environment()));
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const operator = await app.get(OperatorAccounts).create(values.username);
    console.log(`Operator ${operator.username} created. The password is shown only now:`);
    console.log(`password: ${operator.password}`);
  } finally {
    await app.close();
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof AppError || error instanceof ConfigError || error instanceof TypeError;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
});
