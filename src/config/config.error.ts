/** The environment is not usable. The message has one line for each bad variable. */
export class ConfigError extends Error {
  constructor(readonly faults: Readonly<Record<string, string>>) {
    const lines = Object.entries(faults).map(([name, fault]) => `  ${name}: ${fault}`);
    super(`The configuration is not valid:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}
