export { INTERVIEW_ENTITIES } from './interview.entities';
export { InterviewsModule } from './interviews.module';
