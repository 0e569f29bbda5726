export type SectionName =
  'top' | 'personal' | 'summary' | 'education' | 'work' | 'internship' | 'projects' | 'skills' | 'other';

export interface ResumeLine {
  readonly text: string;
  readonly section: SectionName;
  /** The parts that tabs, bars and middle dots separate. */
  readonly cells: readonly string[];
}

const HEADINGS: Readonly<Record<Exclude<SectionName, 'top'>, string>> = {
  personal:
    '个人信息 基本信息 基本资料 个人资料 个人简历 求职简历 简历 联系方式 联系信息 个人概况 contact contacts contactinformation contactdetails contactme personalinformation personaldetails personaldata personal details',
  summary:
    '自我评价 个人评价 个人简介 自我介绍 个人总结 个人优势 个人概述 求职意向 职业目标 求职目标 期望工作 个人陈述 职业概述 summary profile objective about aboutme professionalsummary careersummary executivesummary careerobjective personalstatement professionalprofile personalprofile summaryofqualifications qualificationssummary careerprofile aboutmyself',
  education:
    '教育背景 教育经历 教育经验 教育 学历 学历背景 教育情况 教育信息 教育程度 学习经历 学习背景 教育与培训 教育培训 education educationandtraining educationtraining educationbackground educationalbackground educationhistory academicbackground academicqualifications academichistory academics qualifications academicexperience educationalqualifications academicprofile academicrecord educationaldetails',
  work: '工作经历 工作经验 工作背景 工作履历 职业经历 职业背景 任职经历 从业经历 工作情况 experience experiences workexperience workingexperience professionalexperience relevantexperience employment employmenthistory workhistory careerhistory professionalbackground professionalhistory employmentexperience jobexperience industryexperience career',
  internship:
    '实习经历 实习经验 实习 实践经历 社会实践 实习实践 internship internships internshipexperience internexperience',
  projects:
    '项目经历 项目经验 项目 项目介绍 主要项目 科研经历 科研项目 projects project projectexperience personalprojects selectedprojects keyprojects sideprojects academicprojects researchexperience research',
  skills:
    '专业技能 技能 技能特长 技能证书 技能清单 个人技能 职业技能 掌握技能 技术栈 技术能力 核心技能 专业能力 相关技能 技能与证书 技能标签 技能专长 专业特长 技能水平 计算机技能 it技能 skills skill technicalskills corecompetencies keyskills technologies skillsandtools skillstools areasofexpertise techstack professionalskills coreskills competencies expertise technicalexpertise skillsandtechnologies skillssummary toolsandtechnologies technicalproficiencies skillset hardskills computerskills itskills skillshighlights additionalskills skillsandcertifications',
  other:
    '获奖情况 获奖经历 荣誉奖项 奖项荣誉 所获荣誉 荣誉证书 荣誉 证书 资格证书 所获证书 兴趣爱好 爱好 兴趣 语言能力 语言 外语水平 校园经历 在校经历 校内经历 学生工作 培训经历 培训 主修课程 发表论文 论文 专利 附加信息 其他 其他信息 推荐人 awards honors honours awardsandhonors achievements certifications certificates certification licenses languages language interests hobbies publications patents references referees volunteering volunteerexperience volunteer activities extracurricularactivities leadership courses coursework training additionalinformation other memberships affiliations conferences hobbiesandinterests interestsandhobbies',
};

const SECTION_OF_HEADING = new Map<string, SectionName>(
  (Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]).flatMap((section) =>
    HEADINGS[section].split(' ').map((heading) => [heading, section] as const),
  ),
);

const COLUMN_TITLE =
  /^(?:起止时间|起止日期|时间|日期|年月|学校|学校名称|院校|毕业院校|专业|所学专业|学历|学位|学历\/学位|公司|公司名称|单位|工作单位|部门|职位|职务|岗位|工作内容|离职原因|证明人|dates?|period|duration|years?|school|institution|university|degree|major|company|employer|organi[sz]ation|position|title|role|location|qualification)$/i;
const PAGE_NUMBER = /^(?:第\s*\d+\s*页.*|page\s+\d+(?:\s*(?:of|\/)\s*\d+)?|\d{1,2}(?:\s*\/\s*\d{1,2})?)$/i;

/** An address with something beside it, as in a footer that follows the last section. */
const CONTACT_DETAILS = /[^\s@]@[a-z0-9][\w.-]*\.[a-z]{2}|[[(]\s*at\s*[\])]/i;
/** A narrow cell breaks `2015.07 - 至今` after the dash. */
const RANGE_OPENS = /\d\s*(?:-|~|至|到)$/;
const RANGE_ENDS = /^(?:至?今|现在|present|now|current|today|(?:19|20)\d\d(?:\s*[./年-]\s*\d{1,2}月?)?)$/i;

/** Cuts a normalised résumé into lines that know which section they stand in. Headings and page numbers are dropped. */
export function toResumeLines(normalized: string): ResumeLine[] {
  const lines: ResumeLine[] = [];
  let section: SectionName = 'top';
  for (const text of withRangesJoined(normalized.split('\n'))) {
    if (PAGE_NUMBER.test(text) || isColumnTitles(text)) continue;
    const heading = headingOf(text);
    if (heading) {
      section = heading;
      continue;
    }
    const labelled = /^[^\p{L}]{0,3}([\p{L} &/]{2,30}?)\s*:\s*(\S.*)$/u.exec(text.replace(/^【(.+?)】/, '$1:'));
    const inline = labelled && sectionNamed(labelled[1]);
    if (labelled && inline && inline !== 'top' && startsSection(section, inline)) {
      section = inline;
      lines.push(toLine(labelled[2], section));
      continue;
    }
    lines.push(toLine(text, section !== 'other' && CONTACT_DETAILS.test(text) ? contactSection(section) : section));
  }
  return lines;
}

/** Contact details belong to no section but the person's, wherever they stand. */
function contactSection(section: SectionName): SectionName {
  return section === 'top' ? 'top' : 'personal';
}

function withRangesJoined(texts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const text of texts) {
    const last = joined.at(-1);
    if (last !== undefined && RANGE_ENDS.test(text) && RANGE_OPENS.test(last))
      joined[joined.length - 1] = `${last} ${text}`;
    else joined.push(text);
  }
  return joined;
}

/** `技能: Excel` opens the skills; `学历: 本科` and `项目: …` inside another section are just labelled values. */
function startsSection(current: SectionName, inline: SectionName): boolean {
  return (
    inline === 'skills' ||
    inline === 'summary' ||
    (inline === 'other' && current !== 'education' && current !== 'skills')
  );
}

function toLine(text: string, section: SectionName): ResumeLine {
  return { text, section, cells: cellsOf(text) };
}

export function cellsOf(text: string): string[] {
  return text
    .split(/\t|\s*[|丨·•¦]\s*|\s+\/\s+/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
}

/** Whether a normalised line is the heading of a section and nothing else. */
export function isHeading(text: string): boolean {
  return headingOf(text) !== undefined;
}

function headingOf(text: string): SectionName | undefined {
  if (text.length > 50 || /[。;,!?@]|\d{3}/.test(text)) return undefined;
  return sectionNamed(text);
}

/** Headings are decorated (`【教育背景】`, `二、技能:`, `--- SKILLS ---`), two-language (`Education 教育背景`), or both. */
function sectionNamed(text: string): SectionName | undefined {
  const bare = text
    .replace(/^[\s•\-#=*]*(?:[一二三四五六七八九十]+|\d{1,2}|[IVX]{1,4})\s*[、.．)]\s*/u, '')
    .toLowerCase()
    .replace(/&/g, 'and');
  const han = bare.replace(/[^\p{Script=Han}]/gu, '');
  const latin = bare.replace(/[^a-z]/g, '');
  const whole = bare.replace(/[^\p{L}]/gu, '');
  const named = SECTION_OF_HEADING.get(whole) ?? firstOfTwo(bare);
  if (named || han === '' || latin === '') return named;
  return SECTION_OF_HEADING.get(han) && SECTION_OF_HEADING.get(latin);
}

/** The first row of a table says what its columns hold, not what they held. */
function isColumnTitles(text: string): boolean {
  const cells = cellsOf(text);
  return cells.length >= 2 && cells.every(isColumnTitle);
}

/** Whether a cell says what stands beside or below it and nothing else. */
export function isColumnTitle(cell: string): boolean {
  return COLUMN_TITLE.test(cell);
}

/** `Education & Certifications` opens with what its first half names. */
function firstOfTwo(bare: string): SectionName | undefined {
  const halves = /^([\p{L} ]{2,30}?)(?:\s+and\s+|\s*[/、与和及,]\s*)[\p{L} /]{2,30}\W*$/u.exec(bare);
  return halves ? SECTION_OF_HEADING.get(halves[1].replace(/[^\p{L}]/gu, '')) : undefined;
}
