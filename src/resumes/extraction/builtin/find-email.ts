import type { ExtractedField } from '../resume-extractor';
import type { ResumeLine } from './resume-lines';

const ADDRESS =
  /[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,24}(?![a-z0-9-]*\.?[a-z0-9-]*@)/gi;
const LABEL = /邮箱|邮件|e-?mail|mailto/i;

/** The first address; one beside a label is surer. Addresses that a narrow cell broke, or that were spelled against robots, are mended. */
export function findEmail(lines: readonly ResumeLine[]): ExtractedField<string> | null {
  let best: ExtractedField<string> | null = null;
  lines.forEach(({ text, section }, index) => {
    for (const variant of variantsOf(text, lines[index + 1]?.text)) {
      for (const [address] of variant.text.matchAll(ADDRESS)) {
        const labelled = LABEL.test(variant.text.slice(0, variant.text.indexOf(address)));
        const reference = section === 'other' || section === 'projects' ? 0.3 : 0;
        const confidence = (labelled ? 0.98 : 0.95) - variant.doubt - reference;
        if (!best || confidence > best.confidence + 0.1) {
          best = { value: address.toLowerCase(), confidence, evidence: variant.text };
        }
      }
    }
  });
  return best;
}

function variantsOf(text: string, next: string | undefined): { text: string; doubt: number }[] {
  const variants = [{ text, doubt: 0 }];
  if (text.includes('@')) {
    const last = text.split('\t').at(-1) ?? '';
    const broken = /@[\w.-]*$/.test(last) && next !== undefined && /^\.?[a-z][\w-]*(?:\.[a-z]{2,})*\b/i.test(next);
    if (broken && (!/\.[a-z]{2,}$/i.test(last) || next.startsWith('.'))) {
      variants.unshift({ text: text + next, doubt: 0.1 });
    }
    if (/\s@|@\s/.test(text))
      variants.push({ text: text.replace(/\s*@\s*/g, '@').replace(/(@\S*)\s*\.\s*/g, '$1.'), doubt: 0.1 });
  }
  if (/[[({]\s*(?:at|@)\s*[\])}]|#@?(?=\w+\.)/i.test(text)) {
    const spelled = text
      .replace(/\s*[[({]\s*(?:at|@)\s*[\])}]\s*|#/gi, '@')
      .replace(/\s*[[({]\s*dot\s*[\])}]\s*/gi, '.');
    variants.push({ text: spelled, doubt: 0.15 });
  }
  return variants;
}
