import { Entity, Index } from 'typeorm';
import { BigIntColumn, FloatColumn, IdColumn, IntColumn, JsonColumn, StringColumn, TimeColumn } from '../../database';
import type { CandidateField } from '../candidate-profile';
import type { CandidateSource } from '../candidate-source';
import type { EducationEntry } from '../education-entry';

/** A person who may be hired. */
@Entity('candidates')
@Index('candidates_organization', ['organizationId', 'id'])
@Index('candidates_email', ['organizationId', 'emailKey'], { unique: true })
@Index('candidates_phone', ['organizationId', 'phoneKey'], { unique: true })
@Index('candidates_years', ['organizationId', 'yearsOfExperience'])
export class Candidate {
  @IdColumn()
  id: number;

  @BigIntColumn('organization_id')
  organizationId: number;

  @StringColumn('name', 200, { nullable: true })
  name: string | null;

  @StringColumn('email', 254, { nullable: true })
  email: string | null;

  /** E.164 where it could be recognised. */
  @StringColumn('phone', 40, { nullable: true })
  phone: string | null;

  /** The address by which this candidate is recognised; null also where another candidate of the organization had it first. */
  @StringColumn('email_key', 254, { nullable: true })
  emailKey: string | null;

  /** As {@link emailKey}. */
  @StringColumn('phone_key', 40, { nullable: true })
  phoneKey: string | null;

  @JsonColumn('skills')
  skills: string[];

  @JsonColumn('education')
  education: EducationEntry[];

  @JsonColumn('employers')
  employers: string[];

  @FloatColumn('years_of_experience', { nullable: true })
  yearsOfExperience: number | null;

  @StringColumn('source', 10)
  source: CandidateSource;

  /** The résumé that told the most recent of it. */
  @BigIntColumn('resume_id', { nullable: true })
  resumeId: number | null;

  /** Fields that a person wrote. Parsing leaves them alone. */
  @JsonColumn('edited_fields')
  editedFields: CandidateField[];

  /** Grows by one with each change. */
  @IntColumn('version')
  version: number;

  @BigIntColumn('created_by')
  createdBy: number;

  @TimeColumn('created_at')
  createdAt: number;

  @BigIntColumn('updated_by')
  updatedBy: number;

  @TimeColumn('updated_at')
  updatedAt: number;
}
