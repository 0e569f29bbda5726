import { SYSTEM_ERROR } from '../business/event-key';
import type { Operation } from '../business/operation';
import type { Arrival } from '../receivers/arrival';
import { type Subscription, wants } from '../receivers/subscription';

/** A webhook of the run and all that came to its receiver, in the order in which it came. */
export interface Observed {
  readonly subscription: Pick<Subscription, 'index' | 'patterns' | 'ordered'> & {
    readonly organization: Pick<Subscription['organization'], 'index'>;
  };
  readonly arrivals: readonly Arrival[];
}

export interface Lost {
  readonly webhook: number;
  readonly key: string;
  readonly operation: Operation;
}

export interface Ghost {
  readonly arrival: Arrival;
  readonly reason: string;
}

/** An event that came again after it had been accepted. */
export interface Duplicate {
  readonly arrival: Arrival;
  /** The one that had been accepted last before. */
  readonly accepted: Arrival;
}

/** In a lane in order: `arrival` came after `after`, which was published later. */
export interface Disorder {
  readonly arrival: Arrival;
  readonly after: Arrival;
  readonly kind: 'first arrival too late' | 'repeated after a later one';
}

export interface Verdict {
  readonly expected: number;
  readonly lost: readonly Lost[];
  readonly ghosts: readonly Ghost[];
  readonly duplicates: readonly Duplicate[];
  readonly disorders: readonly Disorder[];
  readonly badSignatures: readonly Arrival[];
}

/**
 * Compares what was committed with what arrived.
 * @param publicationOrder public ids of events in the order of publication
 * @param gaveUp whether the product did not wait for the answer: such a request is neither accepted nor a repetition
 */
export function judge(
  committed: readonly Operation[],
  observed: readonly Observed[],
  publicationOrder: readonly string[],
  gaveUp: (arrival: Arrival) => boolean = () => false,
): Verdict {
  const owners = new Map(committed.flatMap((operation) => operation.keys.map((key) => [key, operation] as const)));
  const eventIds = new Map<string, string>();
  const place = new Map(publicationOrder.map((eventId, index) => [eventId, index]));
  const lost: Lost[] = [];
  const ghosts: Ghost[] = [];
  const duplicates: Duplicate[] = [];
  const disorders: Disorder[] = [];
  let expected = 0;

  for (const { subscription, arrivals } of observed) {
    const accepted = new Map<string, Arrival>();
    for (const arrival of arrivals) {
      const reason = ghostReason(arrival, subscription, owners, eventIds);
      if (reason !== null) ghosts.push({ arrival, reason });
      if (gaveUp(arrival)) continue;
      const before = accepted.get(arrival.eventId);
      if (before) duplicates.push({ arrival, accepted: before });
      if (arrival.acceptedAt !== null) accepted.set(arrival.eventId, arrival);
    }
    const arrived = new Set(arrivals.filter(({ acceptedAt }) => acceptedAt !== null).map(({ key }) => key));
    for (const [key, operation] of owners) {
      if (operation.organization !== subscription.organization.index) continue;
      if (!wants(subscription, key.split('|')[0])) continue;
      expected++;
      if (!arrived.has(key)) lost.push({ webhook: subscription.index, key, operation });
    }
    if (subscription.ordered) {
      const awaited = arrivals.filter((arrival) => !gaveUp(arrival));
      disorders.push(...disordersOf(awaited, (a) => place.get(a.eventId) ?? -1));
      disorders.push(...causalDisordersOf(awaited, owners));
    }
  }
  const badSignatures = observed.flatMap(({ arrivals }) => arrivals.filter((a) => a.badSignature !== null));
  return { expected, lost, ghosts, duplicates, disorders, badSignatures };
}

function ghostReason(
  { key, eventId, eventType }: Arrival,
  subscription: Observed['subscription'],
  owners: ReadonlyMap<string, Operation>,
  eventIds: Map<string, string>,
): string | null {
  if (!wants(subscription, eventType)) return 'the webhook does not subscribe to its type';
  if (eventType === SYSTEM_ERROR) return null;
  const operation = owners.get(key);
  if (!operation) return 'nothing like it was committed';
  if (operation.organization !== subscription.organization.index) return 'it is another organization’s';
  const known = eventIds.get(key);
  if (known === undefined) eventIds.set(key, eventId);
  return known === undefined || known === eventId ? null : `the change was published twice, before as ${known}`;
}

/** Strict order: a delivery starts when all before it are finished, so whatever comes late, first or again, broke it. */
function disordersOf(arrivals: readonly Arrival[], placeOf: (arrival: Arrival) => number): Disorder[] {
  const disorders: Disorder[] = [];
  const seen = new Set<string>();
  let last: Arrival | null = null;
  for (const arrival of arrivals) {
    if (last && placeOf(arrival) < placeOf(last)) {
      const kind = seen.has(arrival.eventId) ? 'repeated after a later one' : 'first arrival too late';
      disorders.push({ arrival, after: last, kind });
    } else last = arrival;
    seen.add(arrival.eventId);
  }
  return disorders;
}

/** What had been answered before something else was asked for happened before it, whatever the product thinks. */
function causalDisordersOf(arrivals: readonly Arrival[], owners: ReadonlyMap<string, Operation>): Disorder[] {
  const disorders: Disorder[] = [];
  const seen = new Set<string>();
  let latest: { arrival: Arrival; startedAt: number } | null = null;
  for (const arrival of arrivals) {
    const operation = owners.get(arrival.key);
    if (!operation || seen.has(arrival.key)) continue;
    seen.add(arrival.key);
    if (latest && operation.outcome === 'committed' && operation.endedAt < latest.startedAt) {
      disorders.push({ arrival, after: latest.arrival, kind: 'first arrival too late' });
    }
    if (!latest || operation.startedAt > latest.startedAt) latest = { arrival, startedAt: operation.startedAt };
  }
  return disorders;
}
