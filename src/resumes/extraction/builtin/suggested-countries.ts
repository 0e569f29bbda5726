import type { CountryCode } from 'libphonenumber-js/max';
import type { ResumeLine } from './resume-lines';

/** How the countries whose numbers are often written without a code are named in an address line, and their domain. */
const COUNTRIES: readonly (readonly [CountryCode, RegExp])[] = [
  ['HK', /香港|\bhong\s?kong\b|\.hk\b/i],
  ['MO', /澳门|\bmaca[uo]\b|\.mo\b/i],
  ['TW', /台湾|台北|\btaiwan\b|\btaipei\b|\.tw\b/i],
  ['SG', /新加坡|\bsingapore\b|\.sg\b/i],
  [
    'IN',
    /印度(?!尼)|\bindia\b|\b(?:new )?delhi\b|\bmumbai\b|\bbangalore\b|\bbengaluru\b|\bchennai\b|\bhyderabad\b|\bpune\b|\.in\b/i,
  ],
  ['GB', /英国|\bu\.?k\b|\bunited kingdom\b|\bengland\b|\bscotland\b|\bwales\b|\blondon\b|\.uk\b/i],
  ['IE', /爱尔兰|\bireland\b|\bdublin\b|\.ie\b/i],
  ['AU', /澳大利亚|\baustralia\b|\bsydney\b|\bmelbourne\b|\.au\b/i],
  ['NZ', /新西兰|\bnew zealand\b|\bauckland\b|\.nz\b/i],
  ['DE', /德国|\bgermany\b|\bdeutschland\b|\bberlin\b|\bm(?:unich|ünchen)\b|\.de\b/i],
  ['FR', /法国|\bfrance\b|\bparis\b|\.fr\b/i],
  ['JP', /日本|\bjapan\b|\btokyo\b|\.jp\b/i],
  ['KR', /韩国|\bkorea\b|\bseoul\b|\.kr\b/i],
  ['US', /美国|\busa\b|\bu\.s\.a?\b|\bunited states\b|,\s*[A-Z]{2}\b(?=\s*(?:\d{5}|$|[|•\t]))/],
  ['CN', /\bchina\b|\.cn\b/i],
];
/** Where a résumé says where its person lives. Further down are the places of schools and employers. */
const CONTACT_LINES = 12;

/** The countries that the contact details point to, the earliest first. */
export function suggestedCountries(lines: readonly ResumeLine[]): CountryCode[] {
  const contact = lines
    .filter(({ section }) => section === 'top' || section === 'personal')
    .slice(0, CONTACT_LINES)
    .map(({ text }) => text)
    .join('\n');
  return COUNTRIES.map(([country, named]) => ({ country, at: contact.search(named) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ country }) => country);
}
