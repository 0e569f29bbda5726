// npm run check: what to run before each commit. Needs no service and no port.
import { JEST, runSteps, STATIC_STEPS } from './steps.mjs';

const unit = {
  name: 'unit',
  args: [...JEST, '--selectProjects', 'unit', '--passWithNoTests', '--silent', '--maxWorkers', '1'],
};
const failed = await runSteps([unit, ...STATIC_STEPS]);
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. "npm run format" repairs the format.`);
  process.exitCode = 1;
}
