export {
  APPLICATION_STATUSES,
  type ApplicationStatusChanged,
  type ApplicationSubmitted,
} from './catalogue/application.events';
export { CANDIDATE_SOURCES, type CandidateCreated, type CandidateUpdated } from './catalogue/candidate.events';
export {
  EVENT_CATALOGUE,
  EVENT_PATTERNS,
  EVENT_TYPES,
  type EventPayloads,
  type EventType,
  isEventType,
  patternsMatching,
} from './catalogue/catalogue';
export { type EventDefinition } from './catalogue/event-definition';
export {
  INTERVIEW_TYPES,
  type InterviewCancelled,
  type InterviewCompleted,
  type InterviewScheduled,
  RECOMMENDATIONS,
} from './catalogue/interview.events';
export { type ResumeParseCompleted, type ResumeParseFailed, type ResumeUploaded } from './catalogue/resume.events';
export { type SystemError, type SystemMaintenance } from './catalogue/system.events';
export { type DomainEvent } from './domain-event';
export { DomainEvents } from './domain-events';
export { type ErasedBatch, EventEraser, type PersonScope } from './event-eraser';
export { EventsModule } from './events.module';
export { OutboxSink } from './outbox-sink';
export { MAX_PAYLOAD_BYTES, serializePayload } from './serialize-payload';
