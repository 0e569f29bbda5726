export { SYSTEM_ENTITIES } from './system.entities';
export { SystemModule } from './system.module';
