/** Enough to tell text from what is none, and little enough to look at while others wait. */
const SAMPLE_BYTES = 64 * 1024;

/** Whether a file begins as plain text does. */
export function looksLikeText(file: Buffer): boolean {
  const sample = file.subarray(0, SAMPLE_BYTES);
  const isCut = sample.length < file.length;
  return encodingsFor(file).some((encoding) => {
    const text = decode(sample, encoding, isCut);
    return text !== undefined && isReadable(text);
  });
}

/**
 * Reads a plain-text file as the text it is: UTF-8 or UTF-16 by its byte-order mark, else UTF-8 where it is valid, else GB18030,
 * which is what Chinese Windows editors write. Undefined where the bytes are no text in any of them.
 */
export function decodeText(file: Buffer): string | undefined {
  for (const encoding of encodingsFor(file)) {
    const text = decode(file, encoding);
    if (text !== undefined && isReadable(text)) return text;
  }
  return undefined;
}

function encodingsFor(file: Buffer): string[] {
  if (file.length >= 2 && file[0] === 0xff && file[1] === 0xfe) return ['utf-16le'];
  if (file.length >= 2 && file[0] === 0xfe && file[1] === 0xff) return ['utf-16be'];
  return ['utf-8', 'gb18030'];
}

/** @param isCut the last character may be incomplete */
function decode(file: Buffer, encoding: string, isCut = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file, { stream: isCut });
  } catch {
    return undefined;
  }
}

/**
 * Text has line breaks and tabs, and no other control characters to speak of (a form feed or an editor's stray byte is forgiven).
 * Random bytes that happen to be valid GB18030 fall into its unassigned or private areas.
 */
function isReadable(text: string): boolean {
  let odd = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0) return false;
    const control =
      (code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || (code >= 127 && code < 160);
    const unassigned = (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000 || code === 0xfffd;
    if (control || unassigned) odd++;
  }
  return odd <= text.length / 200;
}
