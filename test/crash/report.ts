import type { Fault } from './faults/fault';
import type { Arrival } from './receivers/arrival';
import { explainDuplicate, nearestFault } from './oracle/explain-duplicate';
import type { Disorder, Duplicate, Verdict } from './oracle/verdict';
import type { UnaskedExit } from './product/product-process';

/** Items of one list that are shown. */
const SHOWN = 12;

export interface RunFacts {
  readonly seed: string;
  readonly verdict: Verdict;
  readonly faults: readonly Fault[];
  readonly operations: { readonly committed: number; readonly refused: number; readonly unknown: number };
  readonly arrivals: number;
  /** Accepted or refused requests that contradict the business rows, or what had to be answered. */
  readonly contradictions: readonly string[];
  readonly surprises: readonly string[];
  readonly defects: readonly string[];
  readonly exits: readonly UnaskedExit[];
  /** What was still pending when the wait for it was given up; 0 where nothing was. */
  readonly pending: number;
  readonly settledMs: number;
}

export interface Report {
  readonly text: string;
  /** One line of JSON. */
  readonly summary: string;
  readonly passed: boolean;
}

/** Share of the deliveries that may come twice, in a run that has enough of them for a share to mean anything. */
const MAX_DUPLICATES = 0.01;
const ENOUGH_DELIVERIES = 5_000;

export function report(facts: RunFacts): Report {
  const { verdict, faults, exits } = facts;
  const start = Math.min(...faults.map(({ from }) => from), ...exits.map(({ at }) => at));
  const second = (at: number) => `${((at - start) / 1000).toFixed(2)} s`;
  const unexplained = verdict.duplicates.filter((duplicate) => explainDuplicate(duplicate, faults) === null);
  const crashes = exits.filter(({ hadStarted }) => hadStarted);
  const share = verdict.duplicates.length / Math.max(1, verdict.expected);
  const failures: [name: string, count: number][] = [
    ['lost', verdict.lost.length],
    ['ghosts', verdict.ghosts.length],
    ['out of order', verdict.disorders.length],
    ['wrong signatures', verdict.badSignatures.length],
    ['unexplained duplicates', unexplained.length],
    [
      'too many duplicates',
      verdict.expected >= ENOUGH_DELIVERIES && share > MAX_DUPLICATES ? verdict.duplicates.length : 0,
    ],
    ['still pending', facts.pending],
    ['contradictions', facts.contradictions.length],
    ['surprising answers', facts.surprises.length],
    ['defects', facts.defects.length],
    ['crashes', crashes.length],
  ];
  const failed = failures.filter(([, count]) => count > 0);
  const { operations } = facts;
  const text = [
    `seed ${facts.seed}: ${faults.length} faults, ${operations.committed} changes committed, ` +
      `${operations.refused} refused, ${operations.unknown} without a clear answer`,
    `${verdict.expected} deliveries owed, ${facts.arrivals} requests received, all settled in ${facts.settledMs} ms`,
    '',
    ...faults.map((fault) => `  ${second(fault.from)}  ${describeFault(fault)}`),
    ...list('processes that ended by themselves', exits, (exit) => describeExit(exit, second)),
    ...list(
      'lost',
      verdict.lost,
      (l) => `webhook ${l.webhook}: ${l.key}; asked ${second(l.operation.startedAt)}, ${l.operation.answer}`,
    ),
    ...list('ghosts', verdict.ghosts, ({ arrival, reason }) => `${describeArrival(arrival, second)}: ${reason}`),
    ...list('unexplained duplicates', unexplained, (duplicate) => describeDuplicate(duplicate, faults, second)),
    ...list('duplicates', verdict.duplicates, (duplicate) => describeDuplicate(duplicate, faults, second)),
    ...list('out of order', verdict.disorders, (disorder) => describeDisorder(disorder, second)),
    ...list('wrong signatures', verdict.badSignatures, (a) => `${describeArrival(a, second)}: ${a.badSignature}`),
    ...list('contradictions', facts.contradictions, String),
    ...list('surprising answers', facts.surprises, String),
    ...list('defects', facts.defects, String),
    '',
    `lost ${verdict.lost.length}, ghosts ${verdict.ghosts.length}, duplicates ${verdict.duplicates.length} ` +
      `(${(share * 100).toFixed(2)} %, ${unexplained.length} unexplained), out of order ${verdict.disorders.length}, ` +
      `wrong signatures ${verdict.badSignatures.length}`,
    failed.length === 0 ? 'PASSED' : `FAILED: ${failed.map(([name, count]) => `${name} (${count})`).join(', ')}`,
  ].join('\n');
  const summary = JSON.stringify({
    seed: facts.seed,
    passed: failed.length === 0,
    faults: faults.length,
    changes: operations,
    owed: verdict.expected,
    received: facts.arrivals,
    lost: verdict.lost.length,
    ghosts: verdict.ghosts.length,
    duplicates: verdict.duplicates.length,
    unexplainedDuplicates: unexplained.length,
    outOfOrder: verdict.disorders.length,
    wrongSignatures: verdict.badSignatures.length,
    settledMs: facts.settledMs,
    failures: Object.fromEntries(failed),
  });
  return { text, summary, passed: failed.length === 0 };
}

type Second = (at: number) => string;

function list<T>(title: string, items: readonly T[], describe: (item: T) => string): string[] {
  if (items.length === 0) return [];
  const rest = items.length > SHOWN ? [`  … and ${items.length - SHOWN} more`] : [];
  return ['', `${title}: ${items.length}`, ...items.slice(0, SHOWN).map((item) => `  ${describe(item)}`), ...rest];
}

function describeFault({ kind, processes, from, until, note }: Fault): string {
  const lasted = until === null ? 'not over' : `${until - from} ms`;
  const targets = kind === 'kill everything' ? '' : processes.map((name) => ` ${name}`).join('');
  return `${kind}${targets} (${lasted})${note === '' ? '' : `: ${note}`}`;
}

const describeExit = ({ process, at, code, signal, hadStarted }: UnaskedExit, second: Second): string =>
  `${second(at)}  ${process} with ${code ?? signal}${hadStarted ? '' : ' before it had come up'}`;

const describeArrival = (arrival: Arrival, second: Second): string =>
  `webhook ${arrival.webhook}, ${second(arrival.at)}: ${arrival.key} ${arrival.eventId}, delivery ${arrival.delivery}, ` +
  `attempt ${arrival.attempt}, from ${arrival.sender ?? 'unknown'}`;

function describeDuplicate(duplicate: Duplicate, faults: readonly Fault[], second: Second): string {
  const { accepted, arrival } = duplicate;
  const by = explainDuplicate(duplicate, faults);
  const near = nearestFault(duplicate, faults);
  const why = by
    ? `${by.kind} at ${second(by.from)}`
    : `UNEXPLAINED, nearest ${near ? `${near.fault.kind} (${near.ms} ms)` : 'none'}`;
  return (
    `${describeArrival(arrival, second)}; accepted ${second(accepted.acceptedAt ?? accepted.at)} ` +
    `(attempt ${accepted.attempt}, from ${accepted.sender ?? 'unknown'}): ${why}`
  );
}

const describeDisorder = ({ arrival, after, kind }: Disorder, second: Second): string =>
  `${kind}: ${describeArrival(arrival, second)}; after ${describeArrival(after, second)}`;
