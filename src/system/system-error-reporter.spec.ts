import { FakeClock, Logger } from '../common';
import type { UnitOfWork } from '../database';
import type { DomainEvents } from '../events';
import { SystemErrorReporter } from './system-error-reporter';
import type { SystemErrorMarksRepository } from './system-error-marks.repository';

const context = { source: 'x', organizationId: 1, errorId: 'e' };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function reporterWith(run: () => Promise<unknown>) {
  const unitOfWork = { run } as unknown as UnitOfWork;
  return new SystemErrorReporter(
    {} as SystemErrorMarksRepository,
    {} as DomainEvents,
    unitOfWork,
    new FakeClock(),
    Logger.create('silent'),
  );
}

describe('SystemErrorReporter', () => {
  it('never throws, whatever the database does', async () => {
    const reporter = reporterWith(() => Promise.reject(new Error('away')));
    expect(() => reporter.report('not even an error', context)).not.toThrow();
    await settled();
  });

  it('asks the database once for a storm of failures', async () => {
    const run = jest.fn(() => Promise.resolve());
    const reporter = reporterWith(run);
    for (let n = 0; n < 10_000; n++) reporter.report(new Error('storm'), context);
    await settled();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('remembers a bounded number of sources', async () => {
    const reporter = reporterWith(() => Promise.resolve());
    for (let n = 0; n < 20_000; n++) reporter.report(new Error('many'), { ...context, source: `source ${n}` });
    await settled();
    const { lastReports } = reporter as unknown as { lastReports: { size: number } };
    expect(lastReports.size).toBe(5_000);
  });

  it('publishes nothing where there is no organization', async () => {
    const run = jest.fn(() => Promise.resolve());
    reporterWith(run).report(new Error('x'), { ...context, organizationId: null });
    await settled();
    expect(run).not.toHaveBeenCalled();
  });
});
