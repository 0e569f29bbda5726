import { APPLICATION_STATUSES } from '../events';
import { canApplicationMove, nextStatuses } from './application-status';

describe('application states', () => {
  const legal = [
    'PENDING>SCREENING',
    'PENDING>REJECTED',
    'PENDING>WITHDRAWN',
    'SCREENING>INTERVIEW',
    'SCREENING>REJECTED',
    'SCREENING>WITHDRAWN',
    'INTERVIEW>OFFER',
    'INTERVIEW>REJECTED',
    'INTERVIEW>WITHDRAWN',
    'OFFER>HIRED',
    'OFFER>WITHDRAWN',
  ];
  const pairs = APPLICATION_STATUSES.flatMap((from) => APPLICATION_STATUSES.map((to) => ({ from, to })));

  it.each(pairs)('$from to $to is allowed only where the flow says so', ({ from, to }) => {
    expect(canApplicationMove(from, to)).toBe(legal.includes(`${from}>${to}`));
  });

  it('ends at HIRED, REJECTED and WITHDRAWN', () => {
    expect(APPLICATION_STATUSES.filter((status) => nextStatuses(status).length === 0)).toEqual([
      'HIRED',
      'REJECTED',
      'WITHDRAWN',
    ]);
  });
});
