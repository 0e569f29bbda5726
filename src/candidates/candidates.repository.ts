import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, toPage } from '../common';
import { UnitOfWork } from '../database';
import { termsOf, toTerm } from './candidate-terms';
import type { ListCandidatesQuery } from './dto/list-candidates.query';
import { Candidate } from './entities/candidate.entity';
import { CandidateTerm, TERM_KINDS, type TermKind } from './entities/candidate-term.entity';
import { normalizePhone } from './phone-number';

@Injectable()
export class CandidatesRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  find(organizationId: number, id: number): Promise<Candidate | null> {
    return this.unitOfWork.read((manager) => manager.findOneBy(Candidate, { organizationId, id }));
  }

  findMany(organizationId: number, ids: readonly number[]): Promise<Candidate[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.unitOfWork.read((manager) => manager.findBy(Candidate, { organizationId, id: In([...ids]) }));
  }

  /** The row as it will stay until the unit of work ends. */
  lock(organizationId: number, id: number): Promise<Candidate | null> {
    return this.unitOfWork.manager.findOne(Candidate, {
      where: { organizationId, id },
      lock: this.unitOfWork.isSqlite ? undefined : { mode: 'pessimistic_write' },
    });
  }

  /** Who is recognised by the e-mail address and who by the number: nobody, one candidate, or two. */
  async ownersOf(
    organizationId: number,
    email: string | null,
    phone: string | null,
  ): Promise<{ email?: number; phone?: number }> {
    const where = [
      ...(email === null ? [] : [{ organizationId, emailKey: email }]),
      ...(phone === null ? [] : [{ organizationId, phoneKey: phone }]),
    ];
    if (where.length === 0) return {};
    const rows = await this.unitOfWork.read((manager) => manager.findBy(Candidate, where));
    return {
      email: email === null ? undefined : rows.find((row) => row.emailKey === email)?.id,
      phone: phone === null ? undefined : rows.find((row) => row.phoneKey === phone)?.id,
    };
  }

  /** Newest first. */
  async list(organizationId: number, query: ListCandidatesQuery): Promise<Page<Candidate>> {
    const rows = await this.unitOfWork.read((manager) => {
      const select = manager
        .createQueryBuilder(Candidate, 'candidate')
        .where('candidate.organizationId = :organizationId', { organizationId })
        .orderBy('candidate.id', 'DESC')
        .limit(query.limit + 1);
      if (query.cursor)
        select.andWhere('candidate.id < :before', { before: decodeCursor(query.cursor, ['number'])[0] });
      if (query.email) select.andWhere('candidate.email = :email', { email: query.email.toLowerCase() });
      if (query.phone) select.andWhere('candidate.phone = :phone', { phone: normalizePhone(query.phone) });
      if (query.source) select.andWhere('candidate.source = :source', { source: query.source });
      if (query.minYears !== undefined) select.andWhere('candidate.yearsOfExperience >= :min', { min: query.minYears });
      if (query.maxYears !== undefined) select.andWhere('candidate.yearsOfExperience <= :max', { max: query.maxYears });
      for (const kind of TERM_KINDS) whereTermStarts(select, kind, query[kind]);
      return select.getMany();
    });
    return toPage(rows, query.limit, (candidate) => [candidate.id]);
  }

  async insert(candidate: Omit<Candidate, 'id'>): Promise<Candidate> {
    const { identifiers } = await this.unitOfWork.manager.insert(Candidate, { ...candidate });
    const row = { ...candidate, id: Number(identifiers[0].id) };
    await this.writeTerms(row);
    return row;
  }

  /** Writes a changed row; its version grows by one. */
  async update(candidate: Candidate): Promise<void> {
    candidate.version += 1;
    const { id, ...columns } = candidate;
    await this.unitOfWork.manager.update(Candidate, { id }, columns);
    await this.unitOfWork.manager.delete(CandidateTerm, { candidateId: id });
    await this.writeTerms(candidate);
  }

  /** Inside a unit of work. */
  async delete(id: number): Promise<void> {
    await this.unitOfWork.manager.delete(CandidateTerm, { candidateId: id });
    await this.unitOfWork.manager.delete(Candidate, { id });
  }

  private async writeTerms(candidate: Candidate): Promise<void> {
    const { organizationId, id: candidateId } = candidate;
    const terms = termsOf(candidate).map((term) => ({ organizationId, candidateId, ...term }));
    if (terms.length > 0) await this.unitOfWork.manager.insert(CandidateTerm, terms);
  }
}

function whereTermStarts(select: SelectQueryBuilder<Candidate>, kind: TermKind, text: string | undefined): void {
  if (text === undefined) return;
  const found = select
    .subQuery()
    .select('term.candidateId')
    .from(CandidateTerm, 'term')
    .where(
      `term.organizationId = :organizationId AND term.kind = :kind_${kind} AND term.term LIKE :term_${kind} ESCAPE '!'`,
    )
    .getQuery();
  select.andWhere(`candidate.id IN ${found}`, {
    [`kind_${kind}`]: kind,
    [`term_${kind}`]: `${toTerm(text).replace(/[!%_]/g, '!$&')}%`,
  });
}
