import type { Role } from '../../src/auth';

/** The ids of what one organization has, for another one to try. */
export interface Belongings {
  readonly userId: number;
  readonly interviewerId: number;
  readonly jobId: number;
  readonly candidateId: number;
  readonly otherCandidateId: number;
  readonly resumeId: number;
  readonly taskId: string;
  readonly applicationId: number;
  readonly interviewId: number;
  readonly webhookId: number;
  readonly deliveryId: number;
  readonly eventId: string;
}

/** A request that names what belongs to another organization, and how it must end. */
export interface Probe {
  /** Behind the base path. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: 'not found' | 'empty';
}

export interface RouteRow {
  /** Who may call it: `public` needs no token, `any` needs one of whatever role. */
  readonly access: 'public' | 'any' | readonly Role[];
  /** What an outsider may try; a sentence where a request can name nothing of another organization. */
  readonly wall: string | ((theirs: Belongings) => Probe[]);
}

const hidden = (path: string, body?: unknown): Probe => ({ path, body, answer: 'not found' });
const empty = (path: string): Probe => ({ path, answer: 'empty' });

const HIRING = ['ADMIN', 'HR'] as const;
const INTERVIEWING = ['ADMIN', 'HR', 'INTERVIEWER'] as const;
const ADMINISTRATION = ['ADMIN', 'OPERATOR'] as const;

const WITHOUT_ACCOUNT = 'belongs to nobody yet';
const FOR_ALL = 'is the same for everybody';
const OWN = 'reads and writes the own organization, and takes no id';
const TIME = '2027-03-01T10:00:00';

/** Every route below `/api/v1`. */
export const API_ROUTES: Readonly<Record<string, RouteRow>> = {
  'POST /auth/register': { access: 'public', wall: WITHOUT_ACCOUNT },
  'POST /auth/login': { access: 'public', wall: WITHOUT_ACCOUNT },
  'POST /auth/refresh': { access: 'public', wall: WITHOUT_ACCOUNT },
  'GET /auth/me': { access: 'any', wall: 'answers the caller' },

  'POST /users': { access: ['ADMIN'], wall: OWN },
  'GET /users': { access: ['ADMIN'], wall: OWN },

  'POST /jobs': { access: HIRING, wall: OWN },
  'GET /jobs': { access: HIRING, wall: () => [empty('/jobs')] },
  'GET /jobs/:id': { access: HIRING, wall: ({ jobId }) => [hidden(`/jobs/${jobId}`)] },
  'PATCH /jobs/:id': {
    access: HIRING,
    wall: ({ jobId }) => [hidden(`/jobs/${jobId}`, { version: 1, title: 'Taken over' })],
  },
  'POST /jobs/:id/publish': { access: HIRING, wall: ({ jobId }) => [hidden(`/jobs/${jobId}/publish`)] },
  'POST /jobs/:id/close': { access: HIRING, wall: ({ jobId }) => [hidden(`/jobs/${jobId}/close`)] },

  'POST /candidates': { access: HIRING, wall: OWN },
  'GET /candidates': { access: HIRING, wall: () => [empty('/candidates')] },
  'GET /candidates/:id': { access: HIRING, wall: ({ candidateId }) => [hidden(`/candidates/${candidateId}`)] },
  'PATCH /candidates/:id': {
    access: HIRING,
    wall: ({ candidateId }) => [hidden(`/candidates/${candidateId}`, { version: 1, name: 'Taken over' })],
  },
  'POST /candidates/:id/merge': {
    access: HIRING,
    wall: ({ candidateId, otherCandidateId }) => [
      hidden(`/candidates/${candidateId}/merge`, { candidateId: otherCandidateId, version: 1 }),
    ],
  },
  'DELETE /candidates/:id': {
    access: ['ADMIN'],
    wall: ({ candidateId }) => [hidden(`/candidates/${candidateId}?erase=true`)],
  },

  'POST /resumes': { access: HIRING, wall: OWN },
  'POST /resumes/batch': { access: HIRING, wall: OWN },
  'GET /resumes': {
    access: HIRING,
    wall: ({ candidateId }) => [empty('/resumes'), empty(`/resumes?candidateId=${candidateId}`)],
  },
  'GET /resumes/tasks/:taskId': { access: HIRING, wall: ({ taskId }) => [hidden(`/resumes/tasks/${taskId}`)] },
  'GET /resumes/:id': { access: HIRING, wall: ({ resumeId }) => [hidden(`/resumes/${resumeId}`)] },
  'GET /resumes/:id/file': { access: HIRING, wall: ({ resumeId }) => [hidden(`/resumes/${resumeId}/file`)] },
  'POST /resumes/:id/parse': { access: HIRING, wall: ({ resumeId }) => [hidden(`/resumes/${resumeId}/parse`)] },

  'POST /applications': {
    access: HIRING,
    wall: ({ jobId, candidateId }) => [hidden('/applications', { jobId, candidateId })],
  },
  'GET /applications': {
    access: HIRING,
    wall: ({ jobId, candidateId }) => [
      empty('/applications'),
      empty(`/applications?jobId=${jobId}`),
      empty(`/applications?candidateId=${candidateId}`),
    ],
  },
  'GET /applications/:id': { access: HIRING, wall: ({ applicationId }) => [hidden(`/applications/${applicationId}`)] },
  'PATCH /applications/:id/status': {
    access: HIRING,
    wall: ({ applicationId }) => [hidden(`/applications/${applicationId}/status`, { status: 'REJECTED' })],
  },

  'POST /interviews': {
    access: HIRING,
    wall: ({ applicationId, interviewerId }) => [
      hidden('/interviews', { applicationId, interviewerId, interviewType: 'VIDEO', scheduledAt: TIME }),
    ],
  },
  'GET /interviews': {
    access: INTERVIEWING,
    wall: ({ applicationId, interviewerId }) => [
      empty('/interviews'),
      empty(`/interviews?applicationId=${applicationId}`),
      empty(`/interviews?interviewerId=${interviewerId}`),
    ],
  },
  'GET /interviews/:id': { access: INTERVIEWING, wall: ({ interviewId }) => [hidden(`/interviews/${interviewId}`)] },
  'POST /interviews/:id/reschedule': {
    access: HIRING,
    wall: ({ interviewId }) => [hidden(`/interviews/${interviewId}/reschedule`, { scheduledAt: TIME })],
  },
  'POST /interviews/:id/complete': {
    access: INTERVIEWING,
    wall: ({ interviewId }) => [
      hidden(`/interviews/${interviewId}/complete`, { score: 1, recommendation: 'STRONG_NO' }),
    ],
  },
  'POST /interviews/:id/cancel': {
    access: HIRING,
    wall: ({ interviewId }) => [hidden(`/interviews/${interviewId}/cancel`, {})],
  },

  'POST /system/maintenance': { access: ['OPERATOR'], wall: 'is an operator’s, who belongs to no organization' },

  'POST /webhooks': { access: HIRING, wall: OWN },
  'GET /webhooks': { access: HIRING, wall: () => [empty('/webhooks')] },
  'GET /webhooks/:id': { access: HIRING, wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}`)] },
  'PATCH /webhooks/:id': {
    access: HIRING,
    wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}`, { description: 'Taken over' })],
  },
  'DELETE /webhooks/:id': { access: HIRING, wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}`)] },
  'POST /webhooks/:id/enable': {
    access: HIRING,
    wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}/enable`, {})],
  },
  'POST /webhooks/:id/disable': { access: HIRING, wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}/disable`)] },
  'POST /webhooks/:id/test': { access: HIRING, wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}/test`, {})] },
  'GET /webhooks/:id/deliveries': {
    access: HIRING,
    wall: ({ webhookId }) => [hidden(`/webhooks/${webhookId}/deliveries`)],
  },
  'GET /admin/webhooks': {
    access: ADMINISTRATION,
    wall: () => [empty('/admin/webhooks'), empty('/admin/webhooks?enabled=true')],
  },
  'POST /admin/webhooks/:id/enable': {
    access: ADMINISTRATION,
    wall: ({ webhookId }) => [hidden(`/admin/webhooks/${webhookId}/enable`, {})],
  },
  'GET /deliveries/:id': { access: HIRING, wall: ({ deliveryId }) => [hidden(`/deliveries/${deliveryId}`)] },
  'POST /deliveries/:id/retry': {
    access: HIRING,
    wall: ({ deliveryId }) => [hidden(`/deliveries/${deliveryId}/retry`)],
  },

  'GET /events': { access: HIRING, wall: ({ eventId }) => [empty('/events'), hidden(`/events?after=${eventId}`)] },
  'GET /events/:eventId': { access: HIRING, wall: ({ eventId }) => [hidden(`/events/${eventId}`)] },
  'GET /event-types': { access: 'any', wall: FOR_ALL },
  'GET /egress-ips': { access: 'any', wall: FOR_ALL },
};

const BASE_PATH = '/api/v1';

/** What the server serves outside the base path, to everybody. */
const EDGES = /^\/(health\/(live|ready)|metrics|docs|docs-json|docs\/.*|console|console\/.*)$/;

/** @returns where the table and the server differ: routes without a row, and rows without a route */
export function compareWithTable(served: readonly string[]): { missing: string[]; stale: string[] } {
  const routes = served
    .filter((route) => !route.startsWith('HEAD ') && !EDGES.test(route.split(' ')[1]))
    .map((route) => route.replace(` ${BASE_PATH}`, ' '));
  return {
    missing: routes.filter((route) => !(route in API_ROUTES)),
    stale: Object.keys(API_ROUTES).filter((route) => !routes.includes(route)),
  };
}
