import { IsOptional } from 'class-validator';
import { PROFILE_LIMITS } from '../candidate-profile';
import {
  EducationRequest,
  IsCandidateEmail,
  IsEducation,
  IsPersonName,
  IsPhone,
  IsTextList,
  IsYears,
} from './candidate-fields';

/** A candidate entered by hand. */
export class CreateCandidateRequest {
  @IsPersonName()
  name: string;

  @IsOptional()
  @IsCandidateEmail()
  email?: string | null;

  /** Stored as E.164 where it can be recognised; without a country code it is read as Chinese. */
  @IsOptional()
  @IsPhone()
  phone?: string | null;

  @IsOptional()
  @IsTextList(PROFILE_LIMITS.skills, PROFILE_LIMITS.skill)
  skills?: string[];

  @IsOptional()
  @IsEducation()
  education?: EducationRequest[];

  @IsOptional()
  @IsTextList(PROFILE_LIMITS.employers, PROFILE_LIMITS.item)
  employers?: string[];

  /** 0–70, at most one decimal. */
  @IsOptional()
  @IsYears()
  yearsOfExperience?: number | null;
}
