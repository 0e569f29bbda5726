import { ApplicationStatusChange } from './entities/application-status-change.entity';
import { Application } from './entities/application.entity';

export const APPLICATION_ENTITIES = [Application, ApplicationStatusChange];
