import type { CandidateProfile } from './candidate-profile';
import type { TermKind } from './entities/candidate-term.entity';

export const MAX_TERM_LENGTH = 100;

/** How a term is compared: without case, width or surrounding space. */
export function toTerm(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().slice(0, MAX_TERM_LENGTH);
}

/** What a candidate is found by; searches match the beginning of a term, so each word of a name is one. */
export function termsOf(profile: CandidateProfile): { kind: TermKind; term: string }[] {
  const names = profile.name === null ? [] : [profile.name, ...profile.name.split(/\s+/)];
  const schools = profile.education.flatMap(({ school }) => (school === null ? [] : [school]));
  const distinct = (kind: TermKind, texts: readonly string[]): { kind: TermKind; term: string }[] =>
    [...new Set(texts.map(toTerm))].filter((term) => term !== '').map((term) => ({ kind, term }));
  return [...distinct('name', names), ...distinct('skill', profile.skills), ...distinct('school', schools)];
}
