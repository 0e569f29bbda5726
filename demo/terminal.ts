const CODES = { bold: 1, dim: 2, red: 31, green: 32, cyan: 36 } as const;

/** Lines for a person; in colour only on a terminal. */
export class Terminal {
  private readonly inColour = process.stdout.isTTY === true;

  line(text = ''): void {
    process.stdout.write(`${text}\n`);
  }

  /** Something that the demo does. */
  step(text: string): void {
    this.line(`${this.paint('cyan', '→')} ${text}`);
  }

  paint(colour: keyof typeof CODES, text: string): string {
    return this.inColour ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text;
  }
}
