/**
 * `npm run check [-- gate ...]` runs all gates, or those named, one after the other; `npm run lint` those that
 * read the source only. Prints a line for each, the output of those that fail, and last `N passed, N failed`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, run, turbo, type CommandResult } from './command.js';
import { pack } from './pack.js';
import { publicPackages } from './workspace.js';

/** Commands of a gate run in order; the first that fails ends it. */
type Gate = () => Promise<CommandResult>;

const gates: Readonly<Record<string, Gate>> = {
  format: () => program('prettier', '--check', '--log-level', 'warn', '.'),
  oxlint: () => program('oxlint'),
  lock: () => script('check-lock'),
  build: () => turbo(['build', '--output-logs=errors-only']),
  types: () =>
    inOrder([() => program('tsc', '-p', 'tooling'), () => turbo(['typecheck', '--output-logs=errors-only'])]),
  eslint: () => program('eslint', '--max-warnings', '0', '.'),
  packages: () => script('check-packages'),
  knip: () => program('knip', '--no-config-hints'),
  publint: () => forTarballs((file) => program('publint', 'run', file, '--strict')),
  attw: () =>
    forTarballs((file) =>
      program('attw', file, '--profile', 'node16', '--no-definitely-typed', '--no-emoji'),
    ),
  size: () => program('size-limit', '--config', 'tooling/size-limit.ts'),
  template: () => script('check-template'),
  packed: () => script('check-packed'),
};
/** ESLint judges with types, which packages see of one another only once built. */
const LINT = ['format', 'oxlint', 'build', 'eslint'];

const wanted = process.argv.slice(2).flatMap((name) => (name === 'lint' ? LINT : [name]));
let failed = 0;
let passed = 0;
for (const name of wanted.length === 0 ? Object.keys(gates) : wanted) {
  const started = performance.now();
  const { code, output } = await runGate(name);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(5)} s`);
  if (code === 0) passed += 1;
  else {
    failed += 1;
    console.log(output.trimEnd().replace(/^/gm, '       '));
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runGate(name: string): Promise<CommandResult> {
  const gate = gates[name];
  if (gate === undefined) {
    return {
      code: 1,
      output: `There is no gate "${name}". Expected lint or one of: ${Object.keys(gates).join(', ')}.`,
    };
  }
  try {
    return await gate();
  } catch (error) {
    return { code: 1, output: (error as Error).message };
  }
}

function program(name: string, ...args: readonly string[]): Promise<CommandResult> {
  return run(binary(name), args);
}

function script(name: string): Promise<CommandResult> {
  return program('tsx', join('tooling', `${name}.ts`));
}

async function inOrder(steps: readonly Gate[]): Promise<CommandResult> {
  let result: CommandResult = { code: 0, output: '' };
  for (const step of steps) {
    result = await step();
    if (result.code !== 0) break;
  }
  return result;
}

/** Runs a gate over each package as it would be published. */
async function forTarballs(gate: (file: string) => Promise<CommandResult>): Promise<CommandResult> {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-tarballs-'));
  try {
    const files = await pack(publicPackages(), folder);
    return await inOrder(files.map((file) => () => gate(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
