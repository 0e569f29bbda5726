import { type Static, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { DEGREES } from '../../../candidates';
import type { ExtractedField, ResumeProfile } from '../resume-extractor';

const field = <T extends Parameters<typeof Type.Object>[0][string]>(value: T) =>
  Type.Object({
    value,
    confidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    evidence: Type.Optional(Type.String({ maxLength: 1000 })),
  });
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const nullable = <T extends Parameters<typeof Type.Object>[0][string]>(schema: T) => Type.Union([schema, Type.Null()]);

/** What the model is asked for and what is accepted of it. */
export const LLM_ANSWER = Type.Object({
  name: nullable(field(text(200))),
  email: nullable(field(text(254))),
  phone: nullable(field(text(40))),
  education: Type.Array(
    field(
      Type.Object({
        school: nullable(text(200)),
        degree: nullable(Type.Union(DEGREES.map((degree) => Type.Literal(degree)))),
        major: nullable(text(200)),
      }),
    ),
    { maxItems: 20 },
  ),
  yearsOfExperience: nullable(field(Type.Number({ minimum: 0, maximum: 70 }))),
  skills: Type.Array(field(text(60)), { maxItems: 100 }),
  employers: Type.Array(field(text(200)), { maxItems: 50 }),
});

type LlmAnswer = Static<typeof LLM_ANSWER>;

const isLlmAnswer = new Ajv({ strict: true }).compile<LlmAnswer>(LLM_ANSWER);
const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
/** A model that does not say how sure it is. */
const UNSTATED_CONFIDENCE = 0.8;
/** Evidence that is not in the résumé was made up, and so may the value be. */
const UNFOUNDED_CONFIDENCE = 0.4;

/**
 * Reads the model's reply as a profile.
 * @param resume the text that the model was given, against which its evidence is held
 * @throws Error where it is not JSON of the agreed shape
 */
export function readLlmAnswer(reply: string, resume: string): ResumeProfile {
  const answer: unknown = JSON.parse(reply.replace(/^\s*```(?:json)?|```\s*$/g, ''));
  if (!isLlmAnswer(answer)) throw new Error('the answer does not have the agreed shape');
  const haystack = squeeze(resume);
  const judged = <T>({
    value,
    confidence,
    evidence,
  }: {
    value: T;
    confidence?: number;
    evidence?: string;
  }): ExtractedField<T> => {
    const founded = evidence !== undefined && evidence.trim() !== '' && haystack.includes(squeeze(evidence));
    const stated = confidence ?? UNSTATED_CONFIDENCE;
    return founded
      ? { value, confidence: stated, evidence: evidence.trim() }
      : { value, confidence: Math.min(stated, UNFOUNDED_CONFIDENCE), evidence: '' };
  };
  const education = answer.education.map((entry) => judged(entry));
  return {
    name: answer.name && judged(answer.name),
    email: readEmail(answer.email && judged(answer.email)),
    phone: readPhone(answer.phone && judged(answer.phone), resume),
    education,
    schools: distinct(
      education.flatMap((entry) => (entry.value.school === null ? [] : [{ ...entry, value: entry.value.school }])),
    ),
    yearsOfExperience: answer.yearsOfExperience && judged(answer.yearsOfExperience),
    skills: distinct(answer.skills.map((skill) => judged(skill))),
    employers: distinct(answer.employers.map((employer) => judged(employer))),
  };
}

function readEmail(email: ExtractedField<string> | null): ExtractedField<string> | null {
  return email && EMAIL.test(email.value) ? { ...email, value: email.value.toLowerCase() } : null;
}

function readPhone(phone: ExtractedField<string> | null, resume: string): ExtractedField<string> | null {
  if (!phone) return null;
  const number = parsePhoneNumberFromString(phone.value, /\p{Script=Han}/u.test(resume) ? 'CN' : 'US');
  return number?.isValid() ? { ...phone, value: number.number } : null;
}

function distinct(fields: ExtractedField<string>[]): ExtractedField<string>[] {
  const seen = new Map(fields.toReversed().map((entry) => [entry.value.toLowerCase(), entry]));
  return [...seen.values()].toReversed();
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
