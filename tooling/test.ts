/**
 * `npm test [-- package ...]` runs the suites of all packages, or of those named, and adds up their reports.
 *
 * `KEELSON_REQUIRE_SERVICES=1` makes a skipped test a failure, `KEELSON_CORPORA=folder` adds the suites that
 * read real data, and `TEST_POSTGRES_URL` runs everything anew against that server. The last line says
 * `N passed, N failed`.
 */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { turbo } from './command.js';
import { readTestReport } from './test-report.js';
import { root, selectWorkspaces, workspaces, type Workspace } from './workspace.js';

const corpora = process.env['KEELSON_CORPORA'];
const everythingRuns = process.env['KEELSON_REQUIRE_SERVICES'] === '1';

/** Each suite is a turbo task and leaves a report. */
const suites = [
  { task: 'test', file: 'reports/test.json' },
  { task: 'test:services', file: 'reports/services.json' },
  ...(corpora === undefined ? [] : [{ task: 'test:corpora', file: 'reports/corpora.json' }]),
];

try {
  if (corpora !== undefined && !existsSync(corpora)) {
    throw new Error(`KEELSON_CORPORA names a folder that does not exist: ${corpora}.`);
  }
  const selected = selectWorkspaces(workspaces(), process.argv.slice(2));
  const succeeded = await runSuites(selected);
  const { passed, failed } = addUp(selected);
  if (corpora === undefined) console.log('skipped: corpora, set KEELSON_CORPORA');
  const unexplained = !succeeded && failed === 0 ? 1 : 0;
  if (unexplained > 0) console.log('FAILED: a task failed although no test did; see above.');
  console.log(`${passed} passed, ${failed + unexplained} failed`);
  process.exitCode = succeeded && failed === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function runSuites(selected: readonly Workspace[]): Promise<boolean> {
  // A report that is left over would be counted for a suite that crashes. Turbo restores those of cached suites.
  for (const { directory } of selected) {
    rmSync(join(root, directory, 'reports'), { recursive: true, force: true });
  }
  const { code } = await turbo(
    [
      ...suites.map(({ task }) => task),
      ...selected.map(({ name }) => `--filter=${name}`),
      '--continue=dependencies-successful',
      '--output-logs=errors-only',
      '--log-prefix=none',
      // Tests that measure stalls would measure their neighbours; each suite uses two processes as it is.
      '--concurrency=1',
      ...(process.env['TEST_POSTGRES_URL'] === undefined ? [] : ['--force']),
    ],
    { output: 'inherit', env: corpora === undefined ? {} : { KEELSON_CORPORA: resolve(corpora) } },
  );
  return code === 0;
}

/** Prints what each suite counted, what it skipped and what failed. */
function addUp(selected: readonly Workspace[]): { passed: number; failed: number } {
  const total = { passed: 0, failed: 0 };
  const notes: string[] = [];
  for (const { name, directory, manifest } of selected) {
    for (const { task, file } of suites.filter((suite) => manifest.scripts?.[suite.task] !== undefined)) {
      const { passed, failed, skipped } = readTestReport(join(root, directory, file), everythingRuns);
      total.passed += passed;
      total.failed += failed.length;
      console.log(`${name} ${task}: ${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
      notes.push(...skipped.map((test) => `skipped: ${name} > ${test}`));
      notes.push(...failed.map((test) => `FAILED: ${name} > ${test.name}: ${test.reason}`));
    }
  }
  for (const note of notes) console.log(note);
  return total;
}
