export { Job } from './entities/job.entity';
export { JOB_STATUSES, type JobStatus } from './job-status';
export { JobsModule } from './jobs.module';
export { JobsService } from './jobs.service';
