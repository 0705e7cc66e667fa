/**
 * Makes a package from the template in a copy of the repository and takes it through everything that a real one
 * goes through, so that the template cannot rot.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from './command.js';
import { root } from './workspace.js';

const NEEDED = [
  '.oxlintrc.json',
  '.prettierignore',
  '.prettierrc.json',
  'eslint.config.mjs',
  'internal',
  'LICENSE',
  'package.json',
  'templates',
  'tooling',
  'tsconfig.base.json',
];
const GENERATED = new Set(['node_modules', 'dist', 'reports', '.turbo']);

const copy = mkdtempSync(join(tmpdir(), 'keelson-template-'));
try {
  process.exitCode = (await check()) ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

async function check(): Promise<boolean> {
  for (const name of NEEDED) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => !GENERATED.has(basename(source)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  // Two words in each name: that is where replacing names goes wrong.
  if (!(await step(copy, 'tsx', 'tooling/new-package.ts', 'rate-limit', 'RateLimitStore'))) return false;
  const directory = join(copy, 'packages/rate-limit');
  // `npm install` would link the package under its name.
  mkdirSync(join(directory, 'node_modules/@keelson'), { recursive: true });
  symlinkSync('../..', join(directory, 'node_modules/@keelson/rate-limit'));

  return (
    (await step(directory, 'tsup')) &&
    (await step(directory, 'tsup', '--dts-only')) &&
    (await step(directory, 'vitest', 'run')) &&
    (await step(directory, 'tsc', '-p', '.')) &&
    (await step(copy, 'prettier', '--check', 'packages')) &&
    (await step(copy, 'oxlint', 'packages')) &&
    (await step(copy, 'eslint', 'packages')) &&
    (await step(copy, 'tsx', 'tooling/check-packages.ts')) &&
    (await step(copy, 'tsx', 'tooling/check-packed.ts'))
  );
}

/** Runs one program and shows what it said only if it failed. */
async function step(cwd: string, program: string, ...args: readonly string[]): Promise<boolean> {
  const { code, output } = await run(join(copy, 'node_modules/.bin', program), args, { cwd });
  console.log(`${code === 0 ? 'ok' : 'FAILED'} ${program} ${args.join(' ')}`);
  if (code !== 0) console.log(output);
  return code === 0;
}
