export const DEGREES = ['doctorate', 'master', 'bachelor', 'associate', 'secondary'] as const;
export type Degree = (typeof DEGREES)[number];

export interface EducationEntry {
  readonly school: string | null;
  readonly degree: Degree | null;
  readonly major: string | null;
}
