/** Checks that package-lock.json and the pins above it install the same everywhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifest, root, type Manifest } from './workspace.js';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifest = readManifest('.') as Manifest & { allowScripts?: Readonly<Record<string, boolean>> };
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const problems: string[] = [];

for (const [path, { resolved, link, hasInstallScript, optionalDependencies }] of Object.entries(
  lock.packages,
)) {
  for (const name of Object.keys(optionalDependencies ?? {})) {
    if (!resolves(path, name)) {
      problems.push(
        `${path} has the optional dependency ${name}, but the lock has no entry: "npm ci" would fail.`,
      );
    }
  }
  if (resolved !== undefined && link !== true) {
    problems.push(
      `${path} names where it came from (${resolved}). Lock with --omit-lockfile-registry-resolved.`,
    );
  }
  // By name alone: npm honours "name@version" only where the lock says which registry the version came from.
  if (hasInstallScript === true && manifest.allowScripts?.[nameOf(path)] !== true) {
    problems.push(
      `${path} runs a script when installed. Name it in "allowScripts" of package.json, or do without.`,
    );
  }
}
for (const [name, range] of Object.entries(manifest.devDependencies ?? {})) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)) {
    problems.push(`devDependencies: expected an exact version of ${name}, got "${range}".`);
  }
}
const names = new Set(Object.keys(lock.packages).map(nameOf));
for (const allowed of Object.keys(manifest.allowScripts ?? {})) {
  if (!names.has(allowed)) problems.push(`"allowScripts" names ${allowed}, which is not installed.`);
}

for (const problem of problems) console.log(problem);
console.log(`${names.size} locked packages, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Whether the package at `path` would find `name`: in its own node_modules, or in one further up. */
function resolves(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[join(folder, 'node_modules', name)] !== undefined) return true;
    if (folder === '') return false;
  }
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
function nameOf(path: string): string {
  return path.split('node_modules/').at(-1) ?? path;
}
