import { embedded } from './scenarios/embedded';
import { workers } from './scenarios/workers';

/** Each prints a table and a line of JSON. Figures are ratios to a baseline of the same run. */
const SCENARIOS: Record<string, () => Promise<void>> = { embedded, workers };

async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !Object.hasOwn(SCENARIOS, name));
  if (unknown) throw new Error(`no scenario "${unknown}"; there are: ${Object.keys(SCENARIOS).join(', ')}`);
  for (const name of names.length > 0 ? names : Object.keys(SCENARIOS)) await SCENARIOS[name]();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
