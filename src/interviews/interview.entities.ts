import { InterviewerCalendar } from './entities/interviewer-calendar.entity';
import { Interview } from './entities/interview.entity';

export const INTERVIEW_ENTITIES = [Interview, InterviewerCalendar];
