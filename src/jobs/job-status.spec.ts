import { canJobMove, JOB_STATUSES } from './job-status';

describe('job states', () => {
  const legal = ['DRAFT>PUBLISHED', 'PUBLISHED>CLOSED'];
  const pairs = JOB_STATUSES.flatMap((from) => JOB_STATUSES.map((to) => ({ from, to })));

  it.each(pairs)('$from to $to is allowed only where the flow says so', ({ from, to }) => {
    expect(canJobMove(from, to)).toBe(legal.includes(`${from}>${to}`));
  });
});
