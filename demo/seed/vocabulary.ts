/** What invented people and companies are made of. Nobody here exists. */
export const ORGANIZATIONS = [
  { name: '星河科技', domain: 'xinghe.example.com' },
  { name: 'Northwind Analytics', domain: 'northwind.example.com' },
  { name: '云帆物流', domain: 'yunfan.example.com' },
  { name: 'Harbour Health', domain: 'harbour.example.com' },
  { name: '青禾教育', domain: 'qinghe.example.com' },
] as const;

export const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'] as const;
export const GIVEN_NAMES = [
  ...'伟 芳 娜 敏 静 磊 洋 艳 勇 军 思远 子涵 雨桐 浩然 欣怡 俊杰 晓明 佳宁 梓萱 志强 文博 若曦 一鸣 嘉怡'.split(' '),
] as const;
export const FIRST_NAMES = [
  ...'Alice Bruno Chloe Daniel Elena Farid Grace Hugo Ingrid Jonas Keiko Liam Maya Noah Olga Priya Rosa Samuel Tara Victor'.split(
    ' ',
  ),
] as const;
export const LAST_NAMES = [
  ...'Andersen Baker Costa Dubois Evans Fischer Garcia Hansen Ito Jansen Keller Lopez Meyer Novak Okafor Patel Rossi Silva Taylor Weber'.split(
    ' ',
  ),
] as const;

export const SCHOOLS = [
  '北京大学',
  '浙江大学',
  '武汉大学',
  '四川大学',
  '同济大学',
  'University of Leeds',
  'TU Delft',
  'Boston University',
] as const;
export const MAJORS = [
  '计算机科学与技术',
  '软件工程',
  '统计学',
  '市场营销',
  'Economics',
  'Mathematics',
  'Design',
  'Logistics',
] as const;
export const DEGREES = ['bachelor', 'bachelor', 'master', 'master', 'doctorate', 'associate'] as const;
export const EMPLOYERS = [
  '远景软件有限公司',
  '长风传媒有限公司',
  '恒通电子股份有限公司',
  'Bluebird Systems Ltd',
  'Cedar & Co.',
  'Lumen Software GmbH',
] as const;
export const SKILLS = [
  ...'Java,Go,Python,TypeScript,React,MySQL,Redis,Kafka,Docker,Kubernetes,SQL,Excel,Tableau,Figma,数据分析,项目管理,产品设计,SEO'.split(
    ',',
  ),
] as const;
export const JOBS = [
  ['高级后端工程师', '研发部', '北京'],
  ['Frontend Engineer', 'Engineering', 'Remote'],
  ['数据分析师', '数据部', '上海'],
  ['Product Manager', 'Product', 'London'],
  ['招聘专员', '人力资源部', '杭州'],
  ['UX Designer', 'Design', 'Berlin'],
  ['运维工程师', '研发部', '深圳'],
  ['Accountant', 'Finance', 'Singapore'],
] as const;
export const NOTES = [
  '简历匹配度高',
  '经验不足',
  '薪资期望过高',
  'Strong portfolio',
  'Good communication',
  '已接受其他机会',
  null,
] as const;
export const FEEDBACK = [
  '基础扎实，表达清楚',
  '项目经验丰富',
  'Solid on systems, vague on testing',
  'Curious and honest',
  '需要更多指导',
] as const;
