import type { ExtractedField } from '../resume-extractor';
import type { ResumeLine } from './resume-lines';
import { KNOWN_SKILLS } from './skill-dictionary';

const LEAD =
  /^(?:[•*-]\s*)?(?:\d{1,2}[.、)]\s*)?(?:熟练(?:掌握|使用|运用|操作)?|精通|熟悉|了解|掌握|擅长|能够?(?:熟练)?使用|具备|有|proficient (?:in|with)|familiar with|experienced? (?:in|with)|knowledge of|working knowledge of|strong (?:in|with)?|skilled in)\s*/i;
const GROUP_LABEL = /^[\p{L} &/+-]{2,30}:\s*/u;
const DELIMITERS =
  /[,、;。|\t•·]|\s\/\s|\s-\s|(?<=\p{Script=Han})\s+(?=\p{Script=Han})|(?:^|\s)(?:and|以及|及|和|等)(?=\s|$|[A-Z])/u;
const NO_SKILL =
  /(?:经验|能力|年|级|证书|能够|优秀|良好|学习|沟通|负责|工作|years?|level|native|fluent|etc|beginner|intermediate|advanced|expert)$|^(?:mandarin|english|french|german|spanish|japanese|chinese|cantonese|korean|英语|日语|法语|德语|韩语|普通话|粤语|cet).*|^(?:等|and|etc|语言|编程语言|框架|工具|数据库)$/i;
const MAX_ITEMS = 60;
/** Each is compared with the whole list. */
const MAX_ITEMS_READ = 500;
const LONGEST_FIRST = [...KNOWN_SKILLS].sort((a, b) => b.name.length - a.name.length);

/** Known skills wherever they stand, surest in the skills section; there also what is listed like one. */
export function findSkills(lines: readonly ResumeLine[]): ExtractedField<string>[] {
  const found = new Map<string, ExtractedField<string>>();
  const add = (value: string, confidence: number, evidence: string): void => {
    const key = value.toLowerCase();
    const before = found.get(key);
    if (!before || before.confidence < confidence) found.set(key, { value, confidence, evidence });
  };
  let read = 0;
  for (const line of lines) {
    if (line.section === 'skills') {
      for (const item of itemsOf(line.text).slice(0, Math.max(0, MAX_ITEMS_READ - read))) {
        read += 1;
        const known = KNOWN_SKILLS.find((skill) => skill.whole.test(item));
        if (known) add(spelledAs(known.name, item), 0.95, line.text);
        else if (isPlausible(item)) add(item, 0.6, line.text);
      }
    }
    if (line.section === 'education' || line.section === 'personal') continue;
    const confidence = line.section === 'skills' ? 0.95 : line.section === 'other' ? 0.6 : 0.75;
    for (const name of namedIn(line)) add(name, confidence, line.text);
  }
  return withoutParts([...found.values()]).slice(0, MAX_ITEMS);
}

/** The longest name first, and what it covers is gone: `Spring Cloud` does not mean `Spring` as well. */
function namedIn(line: ResumeLine): string[] {
  let rest = line.text;
  const names: string[] = [];
  for (const { name, inside, insideLatin } of LONGEST_FIRST) {
    // In prose, Chinese terms such as 物流 or 算法 name a trade or a department more often than a skill.
    const pattern = line.section === 'skills' ? inside : insideLatin;
    const found = pattern?.exec(rest);
    if (!pattern || !found) continue;
    names.push(spelledAs(name, found[0]));
    rest = rest.replace(pattern, ' , ');
  }
  return names;
}

/** A Chinese term stays as the résumé has it, since that is what people search for. */
function spelledAs(name: string, found: string): string {
  return /\p{Script=Han}/u.test(found) ? found : name;
}

function itemsOf(text: string): string[] {
  return text
    .replace(/\(([^)]*)\)/g, ', $1, ')
    .split(DELIMITERS)
    .map((part) =>
      part
        .replace(LEAD, '')
        .replace(GROUP_LABEL, '')
        .replace(/^[\s:]+|[\s.:]+$/g, '')
        .replace(/(?:等|编程)$/, '')
        .trim(),
    )
    .filter((part) => part !== '');
}

function isPlausible(item: string): boolean {
  if (NO_SKILL.test(item) || /[@:]|\d{3}/.test(item)) return false;
  return /\p{Script=Han}/u.test(item)
    ? item.length >= 2 && item.length <= 8
    : item.length >= 2 && item.length <= 30 && item.split(' ').length <= 3;
}

/** An unknown item that merely wraps a known skill, such as `Java 编程语言`, says nothing more. */
function withoutParts(skills: ExtractedField<string>[]): ExtractedField<string>[] {
  const known = skills.filter((skill) => skill.confidence > 0.6).map((skill) => skill.value.toLowerCase());
  return skills.filter(
    ({ value, confidence }) =>
      confidence > 0.6 || !known.some((name) => name.length > 1 && value.toLowerCase().includes(name)),
  );
}
