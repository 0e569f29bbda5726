/**
 * PDF producers map glyphs to the look-alikes of the CJK Radicals Supplement, which NFKC leaves alone (it does convert the Kangxi
 * block). Radical on the left, the ideograph that was meant on the right.
 */
const RADICALS = new Map(
  [
    ...'⺁厂⺋卩⺎兀⺏尢⺒巳⺕彐⺗心⺘手⺙攴⺛旡⺝月⺟母⺠民⺡水⺢水⺣火⺥爪⺨犬⺩王⺪疋⺫目⺬示⺭示⺮竹⺯糸⺰纟⺲网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衣⻃西⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻓长⻔门⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟'.matchAll(
      /(.)(.)/gu,
    ),
  ].map(([, radical, ideograph]) => [radical, ideograph] as const),
);

const INVISIBLE = /(?![\n\t])(?:[\p{Cc}\p{Cf}\ufffd]|\p{Variation_Selector})/gu;
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
/** Bullets from symbol fonts land in the private use area. */
const BULLETS = /[\ue000-\uf8ff•●○■□◆◇★☆▪▫‣⁃∙◦➢➤►▶✓✔❖➣◎]/gu;
/** Tables drawn with characters. */
const BOX_SIDES = /[│┃║╎╏┆┇┊┋]/g;
const BOX_RULES = /[─-╿]+/g;
const HAN = '\\p{Script=Han}';
/** Two or three ideographs spread to fill a form's cell, or a name in large type: `姓    名`, `刘 思 琪`. */
const SPREAD_IDEOGRAPHS = new RegExp(
  `(?<=^|\\t| {2})${HAN}(?:[ \\t]{1,6}${HAN}){1,2}(?=[ \\t]*(?::|\\t|$)|[ \\t]{2})`,
  'gmu',
);
/** Letter-spaced capitals: `E M I L Y   C A R T E R`. */
const SPREAD_CAPITALS = /^\p{Lu}(?: {1,4}\p{Lu}){3,}$/gmu;

/**
 * Text as the extractors expect it: NFKC, so full-width digits and punctuation are ASCII; ideographs instead of radicals; plain spaces; a
 * tab between cells, which two or more spaces also mean; bullets as `•`; no empty lines and nothing invisible.
 */
export function normalizeText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
    .replace(BULLETS, '•')
    .normalize('NFKC')
    .replace(/[\u2e80-\u2eff]/g, (radical) => RADICALS.get(radical) ?? radical)
    .replace(BOX_SIDES, '\t')
    .replace(BOX_RULES, ' ')
    .replace(ODD_SPACES, ' ')
    .replace(INVISIBLE, '')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(SPREAD_CAPITALS, (line) => line.replace(/ {2,}/g, '\t').replace(/ /g, '').replace(/\t/g, ' '))
    .replace(SPREAD_IDEOGRAPHS, (spread) => spread.replace(/[ \t]/g, ''))
    .replace(/ *\t[ \t]*| {2,}/g, '\t')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
