import { eventKeys } from '../business/event-key';
import { markOf } from '../business/ledger';
import type { Operation, OperationOutcome } from '../business/operation';
import type { Fault } from '../faults/fault';
import type { Arrival } from '../receivers/arrival';
import { resolveOperations } from './committed-changes';
import { explainDuplicate } from './explain-duplicate';
import { judge, type Observed } from './verdict';

const created = (name: string, at: number, outcome: OperationOutcome = 'committed', organization = 0): Operation => ({
  keys: [eventKeys.created(name)],
  mark: markOf('candidate name', name),
  organization,
  startedAt: at,
  endedAt: at + 5,
  outcome,
  answer: '',
});
const arrived = (name: string, at: number, more: Partial<Arrival> = {}): Arrival => ({
  webhook: 0,
  eventId: `event of ${name}`,
  eventType: 'candidate.created',
  key: eventKeys.created(name),
  delivery: name,
  attempt: '1',
  at,
  sender: 'worker-1',
  badSignature: null,
  acceptedAt: at + 1,
  ...more,
});
const observed = (arrivals: Arrival[], { ordered = false, patterns = ['*'] } = {}): Observed[] => [
  { subscription: { index: 0, patterns, ordered, organization: { index: 0 } }, arrivals },
];
const A = created('A', 0);
const B = created('B', 10);
const C = created('C', 20);
const ORDER = ['event of A', 'event of B', 'event of C'];
const kinds = (verdict: ReturnType<typeof judge>) => ({
  lost: verdict.lost.map(({ key }) => key),
  ghosts: verdict.ghosts.length,
  duplicates: verdict.duplicates.length,
  disorders: verdict.disorders.map(({ kind }) => kind),
  badSignatures: verdict.badSignatures.length,
});
const CLEAN = { lost: [], ghosts: 0, duplicates: 0, disorders: [], badSignatures: 0 };

describe('the oracle of the crash test', () => {
  it('finds nothing where each committed change arrived once', () => {
    const verdict = judge([A, B], observed([arrived('A', 30), arrived('B', 31)], { ordered: true }), ORDER);
    expect(kinds(verdict)).toEqual(CLEAN);
    expect(verdict.expected).toBe(2);
  });

  it('finds what was lost, also where it came and was never accepted', () => {
    expect(kinds(judge([A, B], observed([arrived('B', 31)]), ORDER)).lost).toEqual([eventKeys.created('A')]);
    expect(kinds(judge([A], observed([arrived('A', 30, { acceptedAt: null })]), ORDER)).lost).toHaveLength(1);
  });

  it('owes an event to its organization and to the types that are subscribed to', () => {
    expect(kinds(judge([A], observed([], { patterns: ['interview.*'] }), ORDER))).toEqual(CLEAN);
    expect(kinds(judge([created('A', 0, 'committed', 1)], observed([]), ORDER))).toEqual(CLEAN);
    expect(judge([A], observed([arrived('A', 30)], { patterns: ['interview.*'] }), ORDER).ghosts).toHaveLength(1);
    expect(judge([created('A', 0, 'committed', 1)], observed([arrived('A', 30)]), ORDER).ghosts).toHaveLength(1);
  });

  it('finds an event of a change that was not committed, and a change that was published twice', () => {
    expect(judge([], observed([arrived('A', 30)]), ORDER).ghosts[0].reason).toContain('committed');
    const twice = [arrived('A', 30), arrived('A', 31, { eventId: 'another' })];
    expect(judge([A], observed(twice), ORDER).ghosts[0].reason).toContain('twice');
  });

  it('counts what came again after it had been accepted, and no retry', () => {
    const retried = [arrived('A', 30, { acceptedAt: null }), arrived('A', 31)];
    expect(kinds(judge([A], observed(retried), ORDER))).toEqual(CLEAN);
    expect(kinds(judge([A], observed([arrived('A', 30), arrived('A', 40)]), ORDER)).duplicates).toBe(1);
    const late = judge([A], observed([arrived('A', 30), arrived('A', 40)]), ORDER, ({ at }) => at === 30);
    expect(kinds(late).duplicates).toBe(0);
  });

  it('finds a broken order in a lane in order, by publication and by what was answered before', () => {
    const swapped = [arrived('B', 30), arrived('A', 31)];
    expect(kinds(judge([A, B], observed(swapped), ORDER))).toEqual(CLEAN);
    const broken = judge([A, B], observed(swapped, { ordered: true }), ORDER);
    expect(new Set(kinds(broken).disorders)).toEqual(new Set(['first arrival too late']));
    const publishedWrongly = judge([A, B], observed(swapped, { ordered: true }), [...ORDER].reverse());
    expect(kinds(publishedWrongly).disorders).toEqual(['first arrival too late']);
  });

  it('lets the last one be repeated in a lane in order, and nothing before it', () => {
    const last = [arrived('A', 30), arrived('B', 31), arrived('B', 32), arrived('C', 33)];
    expect(kinds(judge([A, B, C], observed(last, { ordered: true }), ORDER)).disorders).toEqual([]);
    const before = [arrived('A', 30), arrived('B', 31), arrived('A', 32), arrived('C', 33)];
    expect(kinds(judge([A, B, C], observed(before, { ordered: true }), ORDER)).disorders).toEqual([
      'repeated after a later one',
    ]);
  });

  it('counts wrong signatures', () => {
    expect(judge([A], observed([arrived('A', 30, { badSignature: 'wrong' })]), ORDER).badSignatures).toHaveLength(1);
  });
});

describe('what was committed', () => {
  const rows = (...names: string[]) => ({ has: ({ value }: { value: string }) => names.includes(value) });

  it('is what the business rows say where the answer leaves it open', () => {
    const operations = [created('A', 0, 'unknown'), created('B', 10, 'unknown')];
    const { committed, contradictions } = resolveOperations(operations, rows('B'));
    expect(committed).toEqual([operations[1]]);
    expect(contradictions).toEqual([]);
  });

  it('contradicts an answer that was wrong', () => {
    expect(resolveOperations([A], rows()).contradictions[0]).toContain('accepted, but not in the database');
    const refused = resolveOperations([created('A', 0, 'refused')], rows('A'));
    expect(refused.contradictions[0]).toContain('refused, but in the database');
  });
});

describe('a duplicate', () => {
  const duplicate = { accepted: arrived('A', 1_000), arrival: arrived('A', 9_000, { sender: 'worker-2' }) };
  const fault = (kind: Fault['kind'], processes: string[], from: number, until: number): Fault[] => [
    { kind, processes, from, until, note: '' },
  ];

  it('is explained by the end or pause of the process that had sent it, or by a database that was away', () => {
    expect(explainDuplicate(duplicate, fault('kill worker', ['worker-1'], 1_100, 3_000))).not.toBeNull();
    expect(explainDuplicate(duplicate, fault('pause worker', ['worker-1'], 1_100, 9_000))).not.toBeNull();
    expect(explainDuplicate(duplicate, fault('pause worker', ['worker-1'], 100, 900))).not.toBeNull();
    expect(explainDuplicate(duplicate, fault('kill database', [], 900, 2_000))).not.toBeNull();
  });

  it('is explained by the end of the process that had sent it while another one that stood still kept it from recording', () => {
    const killed = fault('kill worker', ['worker-1'], 7_000, 8_000);
    const stall = fault('pause worker', ['worker-2'], 1_500, 8_500);
    expect(explainDuplicate(duplicate, [...stall, ...killed])).toEqual(killed[0]);
    expect(explainDuplicate(duplicate, [...fault('pause worker', ['worker-2'], 1_500, 2_500), ...killed])).toBeNull();
    expect(explainDuplicate(duplicate, stall)).toBeNull();
  });

  it('is not explained by another process, another time, a flush or an orderly end', () => {
    expect(explainDuplicate(duplicate, fault('kill worker', ['worker-2'], 1_100, 3_000))).toBeNull();
    expect(explainDuplicate(duplicate, fault('kill worker', ['worker-1'], 7_000, 8_000))).toBeNull();
    expect(explainDuplicate(duplicate, fault('flush Redis', [], 1_100, 1_101))).toBeNull();
    expect(explainDuplicate(duplicate, fault('terminate worker', ['worker-1'], 1_100, 3_000))).toBeNull();
    expect(explainDuplicate(duplicate, fault('cut connections', [], 1_100, 1_101))).toBeNull();
  });
});
