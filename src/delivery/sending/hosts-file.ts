import { readFile } from 'node:fs/promises';

const PATH = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
/** How long what was read is taken for true, ms. */
const FRESH_MS = 5_000;

/** The names that this machine's administrator has given addresses (hosts(5)). */
export class HostsFile {
  private readAt = -Infinity;
  private names: Promise<Map<string, string[]>> = Promise.resolve(new Map());

  constructor(private readonly path = PATH) {}

  /** @param name in lower case @returns no addresses where the file does not have the name */
  async find(name: string): Promise<string[]> {
    if (performance.now() - this.readAt > FRESH_MS) {
      this.readAt = performance.now();
      this.names = readFile(this.path, 'utf8').then(parse, () => new Map<string, string[]>());
    }
    return (await this.names).get(name) ?? [];
  }
}

function parse(text: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    for (const alias of aliases) {
      const name = alias.toLowerCase();
      names.set(name, [...(names.get(name) ?? []), address]);
    }
  }
  return names;
}
