import type { Static } from '@sinclair/typebox';
import { applicationStatusChanged, applicationSubmitted } from './application.events';
import { candidateCreated, candidateUpdated } from './candidate.events';
import { interviewCancelled, interviewCompleted, interviewScheduled } from './interview.events';
import { resumeParseCompleted, resumeParseFailed, resumeUploaded } from './resume.events';
import { systemError, systemMaintenance } from './system.events';

/** Every type of event, in the order of the guide. */
export const EVENT_CATALOGUE = [
  resumeUploaded,
  resumeParseCompleted,
  resumeParseFailed,
  candidateCreated,
  candidateUpdated,
  applicationSubmitted,
  applicationStatusChanged,
  interviewScheduled,
  interviewCompleted,
  interviewCancelled,
  systemError,
  systemMaintenance,
] as const;

type Definition = (typeof EVENT_CATALOGUE)[number];

export type EventType = Definition['code'];

/** The payload of each type. */
export type EventPayloads = { [D in Definition as D['code']]: Static<D['schema']> };

export const EVENT_TYPES: readonly EventType[] = EVENT_CATALOGUE.map((definition) => definition.code);

export const isEventType = (text: string): text is EventType => (EVENT_TYPES as readonly string[]).includes(text);

/** What a subscription may name besides exact types: `<source>.*` and `*`. */
export const EVENT_PATTERNS: readonly string[] = [
  ...new Set(EVENT_TYPES.map((type) => `${type.split('.')[0]}.*`)),
  '*',
];

/** The subscription patterns that match a type: itself, its source's wildcard, and `*`. */
export const patternsMatching = (type: string): string[] => [type, `${type.split('.')[0]}.*`, '*'];
