import { INTERVIEW_STATUSES, type InterviewAction, interviewAfter } from './interview-status';

describe('interview states', () => {
  const legal: Record<string, string> = {
    'SCHEDULED complete': 'COMPLETED',
    'SCHEDULED cancel': 'CANCELLED',
    'SCHEDULED reschedule': 'SCHEDULED',
  };
  const actions: InterviewAction[] = ['complete', 'cancel', 'reschedule'];
  const pairs = INTERVIEW_STATUSES.flatMap((status) => actions.map((action) => ({ status, action })));

  it.each(pairs)('$status allows $action only where the flow says so', ({ status, action }) => {
    expect(interviewAfter(status, action)).toBe(legal[`${status} ${action}`] ?? null);
  });
});
