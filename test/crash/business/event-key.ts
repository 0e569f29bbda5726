/** The body of a webhook request as far as it is looked at. */
export interface EventBody {
  readonly eventId: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event that no operation asks for but that may come: the product reports an unexpected failure of its own. */
export const SYSTEM_ERROR = 'system.error';

export const eventKeys = {
  created: (name: string) => `candidate.created|${name}`,
  updated: (skill: string) => `candidate.updated|${skill}`,
  submitted: (name: string) => `application.submitted|${name}`,
  statusChanged: (note: string) => `application.status_changed|${note}`,
  /** The change that comes with a candidate's first interview has no note. */
  movedToInterview: (name: string) => `application.status_changed|interview of ${name}`,
  scheduled: (time: string) => `interview.scheduled|${time}`,
};

/** What an event reports, told by the marks that the business change carried and by no id of the product's. */
export function keyOfEvent({ eventType, data }: EventBody): string {
  switch (eventType) {
    case 'candidate.created':
      return eventKeys.created(String(data.name));
    case 'candidate.updated':
      return eventKeys.updated(String((data.current as { skills?: string[] }).skills?.[0]));
    case 'application.submitted':
      return eventKeys.submitted(String(data.candidateName));
    case 'application.status_changed':
      return typeof data.note === 'string'
        ? eventKeys.statusChanged(data.note)
        : eventKeys.movedToInterview(String(data.candidateName));
    case 'interview.scheduled':
      return eventKeys.scheduled(String(data.scheduledAt));
    default:
      return `${eventType}|?`;
  }
}
