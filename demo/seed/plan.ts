import { SeededRandom } from './random';
import * as words from './vocabulary';

export type ApplicationState = 'PENDING' | 'SCREENING' | 'INTERVIEW' | 'OFFER' | 'HIRED' | 'REJECTED' | 'WITHDRAWN';

export interface PlannedUser {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly role: 'ADMIN' | 'HR' | 'INTERVIEWER';
}

export interface PlannedInterview {
  readonly interviewer: number;
  readonly interviewType: 'PHONE' | 'VIDEO' | 'ONSITE';
  /** yyyy-MM-ddTHH:mm:ss */
  readonly scheduledAt: string;
  readonly outcome:
    | { readonly state: 'SCHEDULED' }
    | { readonly state: 'CANCELLED'; readonly reason: string }
    | {
        readonly state: 'COMPLETED';
        readonly score: number;
        readonly recommendation: 'STRONG_YES' | 'YES' | 'NO' | 'STRONG_NO';
        readonly feedback: string;
      };
}

export interface PlannedApplication {
  readonly job: number;
  /** The states that follow PENDING, in order. */
  readonly path: readonly ApplicationState[];
  readonly note: string | null;
  /** Takes place while the application is SCREENING, and moves it to INTERVIEW. */
  readonly interview: PlannedInterview | null;
}

export interface PlannedCandidate {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly skills: readonly string[];
  readonly education: readonly { school: string; degree: string; major: string }[];
  readonly employers: readonly string[];
  readonly yearsOfExperience: number;
  readonly application: PlannedApplication | null;
}

export interface PlannedOrganization {
  readonly name: string;
  readonly users: readonly PlannedUser[];
  readonly jobs: readonly {
    title: string;
    department: string;
    location: string;
    state: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
  }[];
  readonly candidates: readonly PlannedCandidate[];
  readonly webhooks: readonly { url: string; events: readonly string[]; description: string }[];
}

const PATHS: readonly (readonly ApplicationState[])[] = [
  [],
  [],
  ['SCREENING'],
  ['SCREENING'],
  ['SCREENING', 'INTERVIEW'],
  ['SCREENING', 'INTERVIEW'],
  ['SCREENING', 'INTERVIEW', 'OFFER'],
  ['SCREENING', 'INTERVIEW', 'OFFER', 'HIRED'],
  ['REJECTED'],
  ['SCREENING', 'REJECTED'],
  ['SCREENING', 'INTERVIEW', 'REJECTED'],
  ['WITHDRAWN'],
  ['SCREENING', 'INTERVIEW', 'OFFER', 'WITHDRAWN'],
];
const RECOMMENDATIONS = ['STRONG_NO', 'NO', 'YES', 'STRONG_YES'] as const;
const INTERVIEWERS = 2;
const JOBS = 6;
/** Working hours of each interviewer, one interview an hour, so that none is in two at once. */
const FIRST_HOUR = 9;
const SLOTS_A_DAY = 8;
const DAY_MS = 86_400_000;

/**
 * Everything that a demonstration holds, made of the seed alone.
 * @param today ms since the epoch; the interviews begin a week before it
 */
export function planDemo(options: {
  seed: number;
  organizations: number;
  candidates: number;
  today: number;
}): PlannedOrganization[] {
  return Array.from({ length: options.organizations }, (_, index) => {
    const share = Math.floor(options.candidates / options.organizations);
    const count = share + (index < options.candidates % options.organizations ? 1 : 0);
    return planOrganization(index, count, options.today, new SeededRandom(options.seed * 1_000 + index));
  });
}

function planOrganization(index: number, count: number, today: number, random: SeededRandom): PlannedOrganization {
  const { name, domain } = words.ORGANIZATIONS[index % words.ORGANIZATIONS.length];
  const suffix = index < words.ORGANIZATIONS.length ? '' : ` ${Math.floor(index / words.ORGANIZATIONS.length) + 1}`;
  const user = (role: PlannedUser['role'], who: string): PlannedUser => ({
    username: `${who}-${index + 1}`,
    email: `${who}-${index + 1}@${domain}`,
    password: `demo-${random.integer(100_000, 999_999)}-${random.integer(100_000, 999_999)}`,
    role,
  });
  const users = [user('ADMIN', 'admin'), user('HR', 'hr')];
  for (let number = 1; number <= INTERVIEWERS; number++) users.push(user('INTERVIEWER', `interviewer${number}`));
  const slots = Array.from({ length: INTERVIEWERS }, () => 0);
  return {
    name: name + suffix,
    users,
    jobs: random.some(words.JOBS, JOBS).map(([title, department, location], job) => ({
      title,
      department,
      location,
      state: job === JOBS - 1 ? 'DRAFT' : job === JOBS - 2 ? 'CLOSED' : 'PUBLISHED',
    })),
    candidates: Array.from({ length: count }, (_, number) => planCandidate(number, today, slots, random)),
    webhooks: [
      { url: `https://hooks.${domain}/smartats`, events: ['*'], description: '全部事件 · all events' },
      { url: `https://crm.${domain}/candidates`, events: ['candidate.*', 'resume.*'], description: 'CRM' },
    ],
  };
}

function planCandidate(number: number, today: number, slots: number[], random: SeededRandom): PlannedCandidate {
  const chinese = random.next() < 0.6;
  const name = chinese
    ? random.pick(words.SURNAMES) + random.pick(words.GIVEN_NAMES)
    : `${random.pick(words.FIRST_NAMES)} ${random.pick(words.LAST_NAMES)}`;
  const rank = `${number}`.padStart(4, '0');
  return {
    name,
    email: `candidate${rank}@mail.example.org`,
    phone: chinese
      ? `+86138${random.integer(1_000, 9_999)}${rank}`
      : `+4479460${random.integer(10, 99)}${rank.slice(-3)}`,
    skills: random.some(words.SKILLS, random.integer(2, 6)),
    education: Array.from({ length: random.integer(1, 2) }, () => ({
      school: random.pick(words.SCHOOLS),
      degree: random.pick(words.DEGREES),
      major: random.pick(words.MAJORS),
    })),
    employers: random.some(words.EMPLOYERS, random.integer(1, 3)),
    yearsOfExperience: random.integer(0, 180) / 10,
    application: random.next() < 0.85 ? planApplication(number, today, slots, random) : null,
  };
}

function planApplication(number: number, today: number, slots: number[], random: SeededRandom): PlannedApplication {
  // In turn, so that even a small demonstration has every state.
  const path = PATHS[number % PATHS.length];
  // The last job is a draft and takes no applications; the one before is closed after it took some.
  const job = random.integer(0, JOBS - 2);
  return {
    job,
    path,
    note: random.pick(words.NOTES),
    interview: path.includes('INTERVIEW') ? planInterview(path.at(-1) === 'INTERVIEW', today, slots, random) : null,
  };
}

/** @param open what has moved on was interviewed; what has not may still be waiting for it */
function planInterview(open: boolean, today: number, slots: number[], random: SeededRandom): PlannedInterview {
  const interviewer = random.integer(0, INTERVIEWERS - 1);
  const slot = slots[interviewer]++;
  const day = new Date(today - 7 * DAY_MS + Math.floor(slot / SLOTS_A_DAY) * DAY_MS).toISOString().slice(0, 10);
  const hour = `${FIRST_HOUR + (slot % SLOTS_A_DAY)}`.padStart(2, '0');
  const score = random.integer(1, 10);
  const state = open ? random.pick(['SCHEDULED', 'CANCELLED', 'COMPLETED'] as const) : 'COMPLETED';
  const completed = {
    state: 'COMPLETED',
    score,
    recommendation: RECOMMENDATIONS[Math.min(3, Math.floor(score / 2.75))],
    feedback: random.pick(words.FEEDBACK),
  } as const;
  return {
    interviewer,
    interviewType: random.pick(['PHONE', 'VIDEO', 'ONSITE'] as const),
    scheduledAt: `${day}T${hour}:00:00`,
    outcome:
      state === 'COMPLETED'
        ? completed
        : state === 'CANCELLED'
          ? { state, reason: '候选人改期' }
          : { state: 'SCHEDULED' },
  };
}
