import { EVENT_PATTERNS, EVENT_TYPES, type EventType, isEventType, patternsMatching } from '../../events';

/** Unknown names that an answer quotes; the rest is counted. */
const MAX_QUOTED = 5;
const MAX_QUOTED_LENGTH = 60;

const isKnown = (item: unknown): boolean =>
  typeof item === 'string' && (isEventType(item) || EVENT_PATTERNS.includes(item));

const quote = (item: unknown): string =>
  typeof item === 'string' ? JSON.stringify(item.slice(0, MAX_QUOTED_LENGTH)) : `a ${typeof item}`;

/**
 * @param events what a webhook shall subscribe to: exact types, `<source>.*` or `*`
 * @returns what is wrong, naming each unknown type; null where nothing is
 */
export function faultOfEvents(events: unknown): string | null {
  if (!Array.isArray(events)) return 'must be a list of event types';
  if (events.length === 0) return 'must name at least one event type';
  const unknown = [...new Set(events.filter((item) => !isKnown(item)))];
  if (unknown.length > 0) {
    const more = unknown.length > MAX_QUOTED ? ` and ${unknown.length - MAX_QUOTED} more` : '';
    return `${unknown.slice(0, MAX_QUOTED).map(quote).join(', ')}${more}: no such event type; GET /event-types lists them, and "<source>.*" and "*" match several`;
  }
  const twice = events.find((item, index) => events.indexOf(item) !== index) as string | undefined;
  return twice === undefined ? null : `must not name ${JSON.stringify(twice)} twice`;
}

/** The type whose example a test sends: the first exact one, else the first that a wildcard matches. */
export function firstTypeOf(events: readonly string[]): EventType {
  const exact = events.find(isEventType);
  const matched = EVENT_TYPES.find((type) => patternsMatching(type).some((pattern) => events.includes(pattern)));
  const type = exact ?? matched;
  if (!type) throw new Error('a webhook that subscribes to nothing');
  return type;
}
