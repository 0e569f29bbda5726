import { EVENT_TYPES } from '../../events';
import { faultOfEvents, firstTypeOf } from './event-patterns';

describe('faultOfEvents', () => {
  it.each([
    [['resume.uploaded']],
    [['resume.*']],
    [['*']],
    [['resume.uploaded', 'resume.*', '*']],
    [['system.*', 'interview.cancelled']],
    [[...EVENT_TYPES]],
  ])('accepts %j', (events) => expect(faultOfEvents(events)).toBeNull());

  it.each([
    'resume.deleted',
    'resume',
    'resume.',
    '*.uploaded',
    'RESUME.UPLOADED',
    ' resume.uploaded',
    'unknown.*',
    '',
  ])('refuses %j by name', (type) =>
    expect(faultOfEvents(['resume.uploaded', type])).toContain(`${JSON.stringify(type)}: no such event type`),
  );

  it.each([[undefined], [null], ['resume.uploaded'], [{}], [5]])('refuses %j, which is no list', (events) => {
    expect(faultOfEvents(events)).toBe('must be a list of event types');
  });

  it('refuses an empty list', () => expect(faultOfEvents([])).toContain('at least one'));

  it('refuses items that are no text', () => expect(faultOfEvents([5, null, {}])).toContain('a number'));

  it('refuses duplicates by name', () => {
    expect(faultOfEvents(['resume.*', 'resume.uploaded', 'resume.*'])).toBe('must not name "resume.*" twice');
  });

  it('answers briefly whatever was sent', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `${n}.${'x'.repeat(100)}`);
    const fault = faultOfEvents(many);
    expect(fault).toContain('and 9995 more');
    expect(fault?.length).toBeLessThan(600);
  });
});

describe('firstTypeOf', () => {
  it.each([
    [['interview.completed', 'resume.uploaded'], 'interview.completed'],
    [['resume.*', 'interview.completed'], 'interview.completed'],
    [['interview.*'], 'interview.scheduled'],
    [['system.*', 'candidate.*'], 'candidate.created'],
    [['*'], 'resume.uploaded'],
  ])('of %j is %s', (events, type) => expect(firstTypeOf(events)).toBe(type));
});
