const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * The text of the simple HTML that Mammoth writes: a paragraph a line, the cells of a table row on one line with tabs between.
 * Not for HTML from elsewhere.
 */
export function textOfHtml(html: string): string {
  return html
    .replace(/<t[dh]\b[^>]*>([\s\S]*?)<\/t[dh]>/g, (_cell, content: string) =>
      /<table\b/.test(content) ? content : `<td>${content.replace(/<\/p>\s*<p>/g, '\n').replace(/<\/?p>/g, '')}</td>`,
    )
    .replace(/<\/td>\s*<td>/g, '\t')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/(?:p|h[1-6]|li|tr|table|div)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (entity, name: string) => decodeEntity(name) ?? entity)
    .replace(/[ \t]*\n[ \t]*(?:\n[ \t]*)*/g, '\n')
    .trim();
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name];
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
