/**
 * `npm run bench [-- package ...]` runs the `bench` script of each package, one after the other:
 * two at a time would measure each other. Each leaves its figures in docs/benchmarks.
 */
import { turbo } from './command.js';
import { selectWorkspaces, workspaces } from './workspace.js';

const measured = workspaces().filter(({ manifest }) => manifest.scripts?.['bench'] !== undefined);
try {
  const { code } = await turbo(
    [
      'bench',
      ...selectWorkspaces(measured, process.argv.slice(2)).map(({ name }) => `--filter=${name}`),
      '--concurrency=1',
      '--continue=dependencies-successful',
      '--output-logs=new-only',
      '--log-prefix=none',
    ],
    { output: 'inherit' },
  );
  process.exitCode = code;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
