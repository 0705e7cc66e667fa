/** What package.json of a published package says. */
import { join } from 'node:path';
import { packageEntries } from '../tsup.base.js';
import { publicPackages, readManifest, root, type Workspace } from '../workspace.js';
import type { Report } from './report.js';

/** Loaded by the host, never by installing one of our packages. */
const OPTIONAL_PEERS = ['better-sqlite3', 'pg', 'vitest', 'lit', '@napi-rs/keyring'];
/** One version in every package, or a host installs several. */
const SAME_VERSION = ['eventemitter3', 'zod'];

export function checkManifest({ directory, manifest }: Workspace, report: Report): void {
  const file = `${directory}/package.json`;
  const expect = (field: string, actual: unknown, expected: unknown) => {
    if (JSON.stringify(actual) === JSON.stringify(expected)) return;
    report.problem(
      `${file}: expected "${field}" to be ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}.`,
    );
  };
  expect('type', manifest.type, 'module');
  expect('license', manifest.license, 'MIT');
  expect('engines', manifest.engines, readManifest('.').engines);
  expect('files', manifest.files, ['dist']);
  expect('publishConfig', manifest.publishConfig, { access: 'public', provenance: true });
  expect('repository', manifest.repository, {
    type: 'git',
    url: 'git+https://github.com/keelson/keelson.git',
    directory,
  });
  // Registering an element is the one side effect that an import may have.
  const registers = manifest.exports?.['./element/define'] !== undefined;
  expect(
    'sideEffects',
    manifest.sideEffects,
    registers && ['./dist/element/define.js', './dist/element/define.cjs'],
  );
  if ((manifest.description ?? '') === '') report.problem(`${file}: "description" is missing.`);

  for (const [subpath, target] of Object.entries(manifest.exports ?? {})) {
    expect(`exports["${subpath}"]`, target, subpath === './package.json' ? subpath : conditions(subpath));
    const output = `dist/${subpath === '.' ? 'index' : subpath.slice(2)}.js`;
    // A conformance suite never reaches production.
    const needsBudget = subpath !== './package.json' && subpath !== './conformance';
    if (needsBudget && manifest['size-limit']?.some(({ path }) => path === output) !== true) {
      report.problem(`${file}: "size-limit" has no byte budget for ${output}.`);
    }
  }
  try {
    packageEntries(join(root, directory));
  } catch (error) {
    report.problem((error as Error).message.replaceAll(`${root}/`, ''));
  }
  checkDependencies(file, manifest, report);
}

/** `module-sync` first, so that `require` and `import` give one and the same class. */
function conditions(subpath: string): object {
  const output = `./dist/${subpath === '.' ? 'index' : subpath.slice(2)}`;
  const esm = { types: `${output}.d.ts`, default: `${output}.js` };
  return { 'module-sync': esm, import: esm, require: { types: `${output}.d.cts`, default: `${output}.cjs` } };
}

function checkDependencies(file: string, manifest: Workspace['manifest'], report: Report): void {
  const {
    dependencies = {},
    peerDependencies = {},
    peerDependenciesMeta = {},
    devDependencies = {},
  } = manifest;
  const runtime = Object.keys({ ...dependencies, ...peerDependencies });
  for (const name of runtime.filter((each) => each.startsWith('@keelson/internal-'))) {
    report.problem(`${file}: ${name} is bundled, never installed. Move it to devDependencies.`);
  }
  const siblings = new Set(publicPackages().map((each) => each.name));
  const foreign = [...runtime, ...Object.keys(devDependencies)].filter((each) => siblings.has(each));
  if (manifest.name !== 'keelson' && foreign.length > 0) {
    report.problem(
      `${file}: feature packages never import each other, but it depends on ${foreign.join(', ')}.`,
    );
  }
  for (const name of OPTIONAL_PEERS.filter((each) => runtime.includes(each))) {
    if (dependencies[name] !== undefined || peerDependenciesMeta[name]?.optional !== true) {
      report.problem(`${file}: ${name} may only be an optional peer.`);
    }
  }
  for (const name of SAME_VERSION) {
    const ranges = new Set(publicPackages().flatMap((each) => each.manifest.dependencies?.[name] ?? []));
    if (dependencies[name] !== undefined && ranges.size > 1) {
      report.problem(
        `${file}: ${name} has one range in all packages, but there are ${[...ranges].join(', ')}.`,
      );
    }
  }
}
