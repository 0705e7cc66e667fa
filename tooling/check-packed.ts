/**
 * `tsx tooling/check-packed.ts [package ...]` installs the packed tarballs into an empty project, as a stranger
 * would: without optional peers. Checks the types of every entry, loads every entry in both formats, starts every
 * worker, and runs the programs in each package's `test/packed/`, which may use better-sqlite3. Build first.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { run } from './command.js';
import { pack } from './pack.js';
import type { InstalledPackage } from './packed/entries.js';
import { checkTypes } from './packed/types.js';
import { publicPackages, root, selectWorkspaces } from './workspace.js';

const packages = selectWorkspaces(publicPackages(), process.argv.slice(2));
const project = mkdtempSync(join(tmpdir(), 'keelson-packed-'));
try {
  const problems = await check();
  for (const problem of problems) console.log(problem);
  console.log(`${packages.length} packages, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}

async function check(): Promise<readonly string[]> {
  const tarballs = await pack(packages, project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  const installed = await run('npm', ['install', ...flags, ...tarballs], { cwd: project });
  if (installed.code !== 0) return [installed.output];

  const entries = packages.map(({ name, manifest }): InstalledPackage => ({
    name,
    subpaths: Object.keys(manifest.exports ?? {}).filter((subpath) => subpath !== './package.json'),
    optionalPeers: Object.keys(manifest.peerDependencies ?? {}),
  }));
  const specifiers = entries.flatMap(({ name, subpaths }) => subpaths.map((subpath) => join(name, subpath)));
  const problems = [
    ...(await checkTypes(project, specifiers)),
    ...(await runInside(compile('entries'), [JSON.stringify(entries)])),
  ];

  // From here on the driver is present. It was compiled for the repository; compiling it again takes a minute.
  symlinkSync(join(root, 'node_modules/better-sqlite3'), join(project, 'node_modules/better-sqlite3'));
  const workers = packages.flatMap(({ name }) =>
    readdirSync(join(project, 'node_modules', name, 'dist'))
      .filter((file) => /\.worker\.c?js$/.test(file))
      .map((file) => join(project, 'node_modules', name, 'dist', file)),
  );
  problems.push(...(await runInside(compile('workers'), workers)));
  for (const { directory } of packages) {
    problems.push(...(await runPrograms(join(root, directory, 'test/packed'))));
  }
  return problems;
}

/** Puts a script of ours beside the stranger's package.json, as JavaScript, so that imports resolve from there. */
function compile(script: string): string {
  const source = readFileSync(join(import.meta.dirname, 'packed', `${script}.ts`), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const file = join(project, `${script}.mjs`);
  writeFileSync(file, outputText);
  return file;
}

/** Every line that the script prints is a problem, and so is its crash. */
async function runInside(file: string, args: readonly string[]): Promise<readonly string[]> {
  const { code, output } = await run(process.execPath, [file, ...args], { cwd: project });
  if (output.trim() !== '') return output.trim().split('\n');
  return code === 0 ? [] : [`${file} exited with code ${code} and said nothing.`];
}

/** Runs each program of a package in a folder of its own. One that succeeds may print what it likes. */
async function runPrograms(folder: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const program of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(project, program);
    writeFileSync(file, readFileSync(join(folder, program)));
    const cwd = join(project, `data-${program}`);
    mkdirSync(cwd);
    const { code, output } = await run(process.execPath, [file], { cwd });
    rmSync(cwd, { recursive: true });
    if (code !== 0) problems.push(`${join(folder, program).replace(`${root}/`, '')} failed:\n${output}`);
  }
  return problems;
}
