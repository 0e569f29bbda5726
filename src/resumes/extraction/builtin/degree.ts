import type { Degree } from '../../../candidates';

const DEGREE_WORDS: readonly (readonly [Degree, RegExp])[] = [
  ['doctorate', /博士(?:研究生|学位)?|\bph\.?\s?d\.?|\bdoctor(?:ate|al)?(?:\s+of\s+\w+)?\b|\bd\.?phil\.?|\bedd\b/gi],
  [
    'master',
    /硕士(?:研究生|学位)?|研究生|\bmba\b|\bemba\b|\bmaster(?:'?s)?(?:\s+degree)?(?:\s+of\s+(?:science|arts|engineering|technology|business administration|public \w+|commerce|education|laws?|philosophy|\w+)(?:\s*\([^)]*\))?)?|\bm\.?\s?sc\.?(?![a-z])|\bM\.?S\.?(?=[\s,.)]|$)|\bM\.?A\.?(?=[\s,.)]|$)|\bm\.?\s?eng\.?(?![a-z])|\bm\.?\s?tech\.?(?![a-z])|\bm\.?phil\.?(?![a-z])|\bmpa\b|\bll\.?m\b|\bmca\b/gi,
  ],
  [
    'bachelor',
    /(?:大学)?本科(?:学历)?|学士(?:学位)?|\bbachelor(?:'?s)?(?:\s+degree)?(?:\s+of\s+(?:science|arts|engineering|technology|business administration|commerce|education|laws?|fine arts|\w+)(?:\s*\([^)]*\))?)?|\bb\.?\s?sc\.?(?![a-z])|\bB\.?S\.?(?=[\s,.)]|$)|\bB\.?A\.?(?=[\s,.)]|$)|\bb\.?\s?eng\.?(?![a-z])|\bb\.?\s?tech\.?(?![a-z])|\bbba\b|\bb\.?\s?com\.?(?![a-z])|\bll\.?b\b|\bbfa\b|\bb\.e\.?(?![a-z])|\bundergraduate\b/gi,
  ],
  [
    'associate',
    /大专|专科|高职|\bassociate(?:'?s)?\s+(?:degree|of\s+\w+)|\bA\.?A\.?S\.?(?=[\s,])|\bhnd\b|\bdiploma\b/gi,
  ],
  ['secondary', /高中|中专|职高|\bhigh school\b|\bsecondary school\b|\ba-levels?\b|\bged\b/gi],
];

/** The highest degree that a piece of text names. */
export function degreeIn(text: string): Degree | undefined {
  const bare = text.replace(/大学英语|scrum master|master data|webmaster/gi, ' ');
  return DEGREE_WORDS.find(([, words]) => bare.search(words) >= 0)?.[0];
}

export function withoutDegree(text: string): string {
  return DEGREE_WORDS.reduce((rest, [, words]) => rest.replace(words, '\t'), text);
}
