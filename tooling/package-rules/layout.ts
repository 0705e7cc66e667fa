/** Which files a package has, what they are called and how long they are. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, type Workspace } from '../workspace.js';
import type { Report } from './report.js';

const REQUIRED = [
  'README.md',
  'LICENSE',
  'tsconfig.json',
  'tsup.config.ts',
  'vitest.config.ts',
  'src/index.ts',
  'test',
];
const FORBIDDEN = /^(utils?|helpers?|common|shared|misc)$/;
const LONG = 150;
const TOO_LONG = 400;

/** The TypeScript files of a folder of the package, relative to the root. */
export function sources({ directory }: Workspace, folder: 'src' | 'test' = 'src'): readonly string[] {
  const from = join(directory, folder);
  if (!existsSync(join(root, from))) return [];
  return readdirSync(join(root, from), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(from, file));
}

export function checkLayout(workspace: Workspace, report: Report): void {
  for (const file of REQUIRED) {
    if (!existsSync(join(root, workspace.directory, file))) {
      report.problem(`${workspace.directory}/${file} is missing. templates/package shows what it holds.`);
    }
  }
  checkFiles(workspace, report);
}

/** The part of the rules that private packages follow too. */
export function checkFiles(workspace: Workspace, report: Report): void {
  for (const file of [...sources(workspace), ...sources(workspace, 'test')]) {
    for (const part of file.split('/').slice(2)) {
      const name = part.split('.')[0] ?? '';
      if (FORBIDDEN.test(name)) report.problem(`${file}: "${name}" says nothing. Name the idea inside.`);
      if (!/^[a-z0-9-]+$/.test(name)) report.problem(`${file}: expected kebab-case, got "${part}".`);
    }
  }
  for (const file of sources(workspace)) {
    const text = readFileSync(join(root, file), 'utf8');
    const lines = text.split('\n').length - 1;
    if (lines > TOO_LONG) report.problem(`${file} has ${lines} lines, over ${TOO_LONG}. Split it by idea.`);
    else if (lines > LONG) report.warning(`${file} has ${lines} lines; aim under ${LONG}.`);
    if (file.endsWith('/index.ts') && /^export \*/m.test(text)) {
      report.problem(`${file} has "export *". List what is public by name.`);
    }
  }
}
