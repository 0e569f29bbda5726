import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../seeded-random';
import type { ApiAnswer, ApiClient } from './api-client';
import { eventKeys } from './event-key';
import { type Ledger, markOf } from './ledger';
import type { Operation } from './operation';
import type { Organization } from './organization';

/** Interviews are an hour apart, so that none is refused for another's sake. */
const FIRST_INTERVIEW = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;

/** A pause between two requests, ms. */
const PAUSE_MS = [50, 250] as const;
const PAUSE_AFTER_NO_ANSWER_MS = 300;

interface Candidate {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  version: number;
}

/** Something could not be found out: what happened to this candidate is left to the business rows. */
class Abandoned extends Error {}

/**
 * One person who hires, one request after the other: candidates are created, changed, apply, are screened and invited.
 * Some requests are refused on purpose, early or after events have been written to the outbox. After an answer that leaves
 * it open whether the change was made, that candidate is not touched again, so that its rows tell.
 */
export class HiringStream {
  private candidates = 0;
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly interviewOffset: number,
    private readonly interviewStep: number,
    private readonly organization: Organization,
    private readonly api: ApiClient,
    private readonly ledger: Ledger,
    private readonly random: SeededRandom,
    /** Resolves when the API is there: asking one that is not proves nothing. */
    private readonly ready: () => Promise<void>,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      await this.ready();
      if (this.stopped) return;
      try {
        await this.hire();
      } catch (error) {
        if (!(error instanceof Abandoned)) throw error;
        await delay(PAUSE_AFTER_NO_ANSWER_MS);
      }
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private async hire(): Promise<void> {
    const number = ++this.candidates;
    const candidate = await this.create(number);
    if (this.random.chance(0.2)) await this.createAgain(candidate);
    for (let n = 1; n <= 3 && this.random.chance(0.6); n++) await this.update(candidate, n);
    if (this.random.chance(0.3)) return;
    const applicationId = await this.submit(candidate);
    if (this.random.chance(0.3)) await this.hireTooSoon(candidate, applicationId);
    await this.screen(candidate, applicationId);
    const time = interviewTime(this.interviewOffset + number * this.interviewStep);
    if (this.random.chance(0.5)) await this.inviteNobody(applicationId, time);
    if (this.random.chance(0.8)) await this.invite(candidate, applicationId, time);
  }

  private async create(number: number): Promise<Candidate> {
    const name = `候选人 🙂 "${this.name}-${number}"`;
    const email = `${this.name}-${number}@example.com`;
    const made = await this.request<{ id: number; version: number }>(
      { keys: [eventKeys.created(name)], mark: markOf('candidate name', name) },
      'committed',
      ['POST', '/candidates', { name, email, skills: ['none'] }],
    );
    return { id: made.id, name, email, version: made.version };
  }

  /** The address is taken: refused before anything is written. */
  private async createAgain({ name, email }: Candidate): Promise<void> {
    const other = `${name} again`;
    await this.request({ keys: [eventKeys.created(other)], mark: markOf('candidate name', other) }, 'refused', [
      'POST',
      '/candidates',
      { name: other, email },
    ]);
  }

  private async update(candidate: Candidate, n: number): Promise<void> {
    const skill = `skill ${n} of ${candidate.email}`;
    const updated = await this.request<{ version: number }>(
      { keys: [eventKeys.updated(skill)], mark: markOf('candidate skill', skill) },
      'committed',
      ['PATCH', `/candidates/${candidate.id}`, { version: candidate.version, skills: [skill] }],
    );
    candidate.version = updated.version;
  }

  private async submit({ id, name }: Candidate): Promise<number> {
    const application = await this.request<{ id: number }>(
      { keys: [eventKeys.submitted(name)], mark: markOf('applicant', name) },
      'committed',
      ['POST', '/applications', { jobId: this.organization.jobId, candidateId: id }],
    );
    return application.id;
  }

  /** From PENDING nobody is hired: refused. */
  private async hireTooSoon({ name }: Candidate, applicationId: number): Promise<void> {
    const note = `too soon: ${name}`;
    await this.request({ keys: [eventKeys.statusChanged(note)], mark: markOf('status note', note) }, 'refused', [
      'PATCH',
      `/applications/${applicationId}/status`,
      { status: 'HIRED', note },
    ]);
  }

  private async screen({ name }: Candidate, applicationId: number): Promise<void> {
    const note = `screened: ${name}`;
    await this.request({ keys: [eventKeys.statusChanged(note)], mark: markOf('status note', note) }, 'committed', [
      'PATCH',
      `/applications/${applicationId}/status`,
      { status: 'SCREENING', note },
    ]);
  }

  /** The interviewer does not exist, which is found out when the application has been moved and its event written. */
  private async inviteNobody(applicationId: number, time: string): Promise<void> {
    const late = time.replace(/:00$/, ':30');
    await this.request({ keys: [eventKeys.scheduled(late)], mark: markOf('interview time', late) }, 'refused', [
      'POST',
      '/interviews',
      { applicationId, interviewerId: 999_999_999, interviewType: 'PHONE', scheduledAt: late, durationMinutes: 1 },
    ]);
  }

  /** Two events of one change. */
  private async invite({ name }: Candidate, applicationId: number, time: string): Promise<void> {
    const { userId } = this.organization;
    await this.request(
      {
        keys: [eventKeys.movedToInterview(name), eventKeys.scheduled(time)],
        mark: markOf('interview time', time),
      },
      'committed',
      [
        'POST',
        '/interviews',
        { applicationId, interviewerId: userId, interviewType: 'VIDEO', scheduledAt: time, durationMinutes: 30 },
      ],
    );
  }

  /** @throws Abandoned where the answer leaves open what happened, where it is not the one expected, or at the end */
  private async request<T>(
    operation: Pick<Operation, 'mark' | 'keys'>,
    expected: 'committed' | 'refused',
    [method, path, body]: readonly [string, string, unknown],
  ): Promise<T> {
    if (this.stopped) throw new Abandoned();
    const { index, token } = this.organization;
    const answer: ApiAnswer<T> = await this.ledger.note({ ...operation, organization: index }, expected, () =>
      this.api.call<T>(method, path, token, body),
    );
    await delay(this.random.between(...PAUSE_MS));
    if (answer.outcome === 'committed' && expected === 'committed') return answer.data;
    if (answer.outcome === 'refused' && expected === 'refused') return undefined as T;
    throw new Abandoned();
  }
}

/** `yyyy-MM-ddTHH:mm:ss`, no two alike. */
function interviewTime(n: number): string {
  return new Date(FIRST_INTERVIEW + n * HOUR_MS).toISOString().slice(0, 19);
}
