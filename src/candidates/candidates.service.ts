import { Injectable } from '@nestjs/common';
import { type AuthenticatedUser, organizationOf } from '../auth';
import { LocalTime, type Page } from '../common';
import { isUniqueViolation, UnitOfWork } from '../database';
import { CandidateRegister } from './candidate-register';
import { CANDIDATE_FIELDS, type CandidateField, type CandidateProfile } from './candidate-profile';
import { candidateDuplicate, candidateNotFound, candidateVersionStale } from './candidates.errors';
import { CandidatesRepository } from './candidates.repository';
import { CandidateResponse } from './dto/candidate.response';
import type { CreateCandidateRequest } from './dto/create-candidate.request';
import type { ListCandidatesQuery } from './dto/list-candidates.query';
import type { UpdateCandidateRequest } from './dto/update-candidate.request';
import { CandidateMergesRepository } from './merging/candidate-merges.repository';
import { normalizePhone } from './phone-number';

/** Candidates as people work on them. What parsing does to them is the {@link CandidateRegister}'s. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly candidates: CandidatesRepository,
    private readonly register: CandidateRegister,
    private readonly merges: CandidateMergesRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly localTime: LocalTime,
  ) {}

  /** @throws AppError `candidate.duplicate` */
  async create(user: AuthenticatedUser, request: CreateCandidateRequest): Promise<CandidateResponse> {
    const organizationId = organizationOf(user);
    const profile: CandidateProfile = {
      name: request.name,
      email: request.email ?? null,
      phone: request.phone == null ? null : normalizePhone(request.phone),
      skills: distinct(request.skills ?? []),
      education: (request.education ?? []).map(({ school, degree, major }) => ({ school, degree, major })),
      employers: distinct(request.employers ?? []),
      yearsOfExperience: request.yearsOfExperience ?? null,
    };
    return this.refusingDuplicates(organizationId, profile, null, async () => {
      const editedFields = CANDIDATE_FIELDS.filter((field) => request[field] != null);
      const candidate = await this.register.add({
        organizationId,
        profile,
        source: 'MANUAL',
        resumeId: null,
        userId: user.id,
        editedFields,
      });
      return CandidateResponse.of(candidate, this.localTime);
    });
  }

  async get(user: AuthenticatedUser, id: number): Promise<CandidateResponse> {
    const organizationId = organizationOf(user);
    const candidate = await this.candidates.find(organizationId, id);
    if (!candidate) throw candidateNotFound(id, await this.merges.survivorOf(organizationId, id));
    return CandidateResponse.of(candidate, this.localTime);
  }

  async list(user: AuthenticatedUser, query: ListCandidatesQuery): Promise<Page<CandidateResponse>> {
    const page = await this.candidates.list(organizationOf(user), query);
    return { ...page, items: page.items.map((candidate) => CandidateResponse.of(candidate, this.localTime)) };
  }

  /** @throws AppError `candidate.not_found`, `candidate.version_stale`, `candidate.duplicate` */
  async update(user: AuthenticatedUser, id: number, request: UpdateCandidateRequest): Promise<CandidateResponse> {
    const organizationId = organizationOf(user);
    const change = changeOf(request);
    return this.refusingDuplicates(
      organizationId,
      { email: change.email ?? null, phone: change.phone ?? null },
      id,
      async () => {
        const candidate = await this.candidates.lock(organizationId, id);
        if (!candidate) throw candidateNotFound(id);
        if (candidate.version !== request.version) throw candidateVersionStale(candidate.version);
        const touched = Object.keys(change) as CandidateField[];
        const editedFields = CANDIDATE_FIELDS.filter(
          (field) => candidate.editedFields.includes(field) || touched.includes(field),
        );
        await this.register.change(
          candidate,
          { ...this.register.profileOf(candidate), ...change },
          { userId: user.id, editedFields },
        );
        return CandidateResponse.of(candidate, this.localTime);
      },
    );
  }

  /** People are told of a duplicate, whether it was there before or came at the same moment. */
  private async refusingDuplicates<T>(
    organizationId: number,
    { email, phone }: Pick<CandidateProfile, 'email' | 'phone'>,
    self: number | null,
    work: () => Promise<T>,
  ): Promise<T> {
    const refuse = async (): Promise<void> => {
      const owners = await this.candidates.ownersOf(organizationId, email, phone);
      const others = Object.entries(owners).filter(([, owner]) => owner !== undefined && owner !== self);
      if (others.length > 0) throw candidateDuplicate(Object.fromEntries(others));
    };
    try {
      return await this.unitOfWork.run(async () => {
        if (self !== null && !(await this.candidates.find(organizationId, self))) throw candidateNotFound(self);
        await refuse();
        return work();
      });
    } catch (error) {
      if (isUniqueViolation(error)) await refuse();
      throw error;
    }
  }
}

function changeOf(request: UpdateCandidateRequest): Partial<CandidateProfile> {
  const { version: _version, education, phone, skills, employers, ...rest } = request;
  const change: Partial<CandidateProfile> = {
    ...rest,
    phone: phone == null ? phone : normalizePhone(phone),
    skills: skills && distinct(skills),
    employers: employers && distinct(employers),
    education: education?.map(({ school, degree, major }) => ({ school, degree, major })),
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function distinct(items: readonly string[]): string[] {
  const seen = new Map(items.toReversed().map((item) => [item.toLowerCase(), item]));
  return [...seen.values()].toReversed();
}
