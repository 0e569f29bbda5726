import { Entity } from 'typeorm';
import { KeyColumn } from '../../database';

/**
 * Stands for one interviewer's calendar. Whoever puts an interview into it locks the row first, so that two who look
 * for a free slot at once do so one after the other.
 */
@Entity('interviewer_calendars')
export class InterviewerCalendar {
  @KeyColumn('interviewer_id')
  interviewerId: number;
}
