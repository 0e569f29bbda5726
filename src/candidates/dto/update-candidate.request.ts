import { IsOptional, ValidateIf } from 'class-validator';
import { PROFILE_LIMITS } from '../candidate-profile';
import {
  EducationRequest,
  IsCandidateEmail,
  IsEducation,
  IsPersonName,
  IsPhone,
  IsTextList,
  IsVersion,
  IsYears,
} from './candidate-fields';

const IfGiven = () => ValidateIf((_request, value) => value !== undefined);

/** What changes. A field that is left out stays; null clears one that may be empty. */
export class UpdateCandidateRequest {
  /** The version that was read. */
  @IsVersion()
  version: number;

  @IfGiven()
  @IsPersonName()
  name?: string;

  @IsOptional()
  @IsCandidateEmail()
  email?: string | null;

  @IsOptional()
  @IsPhone()
  phone?: string | null;

  @IfGiven()
  @IsTextList(PROFILE_LIMITS.skills, PROFILE_LIMITS.skill)
  skills?: string[];

  @IfGiven()
  @IsEducation()
  education?: EducationRequest[];

  @IfGiven()
  @IsTextList(PROFILE_LIMITS.employers, PROFILE_LIMITS.item)
  employers?: string[];

  @IsOptional()
  @IsYears()
  yearsOfExperience?: number | null;
}
