export { type ApplicationStatus } from './application-status';
export { APPLICATION_ENTITIES } from './application.entities';
export { ApplicationsModule } from './applications.module';
export { ApplicationsService } from './applications.service';
export { type Application } from './entities/application.entity';
