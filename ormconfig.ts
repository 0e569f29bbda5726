import 'reflect-metadata';
import { environment, loadConfig } from './src/config';
import { createDataSource } from './src/database';
import { ENTITIES } from './src/entities';

/** Data source for the TypeORM command line; the application builds its own in `src/database`. */
export default createDataSource(loadConfig(environment()).database, ENTITIES);
