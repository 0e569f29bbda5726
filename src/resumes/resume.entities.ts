import { ParseTask } from './entities/parse-task.entity';
import { Resume } from './entities/resume.entity';

export const RESUME_ENTITIES = [Resume, ParseTask];
