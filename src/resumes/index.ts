export { RESUME_ENTITIES } from './resume.entities';
export { ResumesModule } from './resumes.module';
