import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A résumé file of `test/fixtures/resumes`, as it would be uploaded. */
export function resumeFile(name: string): { name: string; content: Buffer } {
  return { name: name.replace(/^.*\//, ''), content: readFileSync(join(__dirname, '../fixtures/resumes', name)) };
}

/** A plain-text résumé of somebody new. */
export function textResume(person: string, email: string): { name: string; content: Buffer } {
  return { name: `${person}.txt`, content: Buffer.from(`Name: ${person}\nEmail: ${email}\n\nSKILLS\nJava, Go\n`) };
}

/** Waits for something that happens in its own time, as parsing does in its thread. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
