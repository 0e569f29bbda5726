export { AppConfig } from './app-config';
export { ConfigError } from './config.error';
export { ConfigModule } from './config.module';
export { parseDuration } from './duration';
export { environment } from './environment';
export { loadConfig } from './load-config';
