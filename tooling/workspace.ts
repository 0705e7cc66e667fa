/** Finds the packages of the repository and reads their manifests. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** The repository's root folder. */
export const root = resolve(import.meta.dirname, '..');

/** The parts of a package.json that the tooling reads. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly repository?: { readonly type?: string; readonly url?: string; readonly directory?: string };
  readonly engines?: { readonly node?: string };
  readonly sideEffects?: unknown;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly 'size-limit'?: readonly {
    readonly path: string;
    readonly limit: string;
    readonly gzip?: boolean;
  }[];
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
}

/** One package of the repository. */
export interface Workspace {
  readonly name: string;
  /** Relative to the root: `packages/search`. */
  readonly directory: string;
  readonly manifest: Manifest;
}

export function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(root, directory, 'package.json'), 'utf8')) as Manifest;
}

/** Every package that the root package.json names in `workspaces`, in that order. */
export function workspaces(): readonly Workspace[] {
  const { workspaces: patterns } = readManifest('.') as Manifest & { workspaces: readonly string[] };
  return patterns.flatMap(expand).flatMap((directory) => {
    if (!existsSync(join(root, directory, 'package.json'))) return [];
    const manifest = readManifest(directory);
    return [{ name: manifest.name, directory, manifest }];
  });
}

/** The packages that are published. */
export function publicPackages(): readonly Workspace[] {
  return workspaces().filter(({ directory }) => directory.startsWith('packages/'));
}

/** The packages that `names` mean: `search`, `@keelson/search` or `packages/search`. None means all. */
export function selectWorkspaces(from: readonly Workspace[], names: readonly string[]): readonly Workspace[] {
  if (names.length === 0) return from;
  return names.map((name) => {
    const found = from.find(
      (each) => name === each.name || name === each.directory || name === basename(each.directory),
    );
    if (found !== undefined) return found;
    throw new Error(
      `There is no package "${name}". Expected one of: ${from.map((each) => each.directory).join(', ')}.`,
    );
  });
}

function expand(pattern: string): readonly string[] {
  if (!pattern.endsWith('/*')) return [pattern];
  const folder = pattern.slice(0, -2);
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .toSorted()
    .map((name) => `${folder}/${name}`);
}
