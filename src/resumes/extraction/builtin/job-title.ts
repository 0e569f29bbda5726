const ENGLISH =
  /\b(?:engineer|developer|programmer|architect|manager|director|analyst|scientist|consultant|designer|administrator|specialist|coordinator|assistant|associate|intern|officer|president|lead|head|chief|ceo|cto|cfo|coo|vp|founder|co-founder|partner|accountant|auditor|recruiter|representative|executive|supervisor|technician|researcher|professor|lecturer|teacher|tutor|nurse|physician|pharmacist|lawyer|attorney|paralegal|editor|writer|journalist|translator|marketer|strategist|planner|buyer|clerk|cashier|trader|banker|advisor|adviser|fellow|sde|swe|tester|qa|devops|sre|trainee|owner|master|operator|secretary|receptionist|producer|artist|chef|contractor|freelancer?|agent|controller|bookkeeper|underwriter|actuary|economist|statistician|chemist|biologist|mechanic|electrician|driver|pilot|inspector|buyer)s?\b/i;
const CHINESE =
  /(?:工程师|经理|总监|主管|专员|助理|顾问|设计师|分析师|架构师|程序员|开发|测试|运维|运营|实习生|主任|组长|负责人|总裁|总经理|会计|出纳|审计员|审计师|审计|编辑|记者|教师|老师|讲师|教授|研究员|医生|医师|护士|药师|律师|文员|秘书|销售|采购|客服|翻译|店长|技术员|科学家|策划|人事|行政|法务|合伙人|创始人|产品|算法|岗|员)$/;

/** Whether a piece of text names what somebody does rather than for whom. */
export function isJobTitle(text: string): boolean {
  return ENGLISH.test(text) || CHINESE.test(text.replace(/\([^)]*\)$/, '').trim());
}
