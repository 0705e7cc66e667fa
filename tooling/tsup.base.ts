/** The shared tsup configuration: entries come from the exports map of each package. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type DtsConfig = Exclude<Options['dts'], boolean | string | undefined>;

interface Manifest {
  readonly exports?: Record<string, unknown>;
  readonly bin?: Record<string, string>;
}

/**
 * The build entries of the package in `directory`, read from its exports map
 * so that the map and the build cannot disagree. `./sqlite` is built from
 * `src/sqlite/index.ts` or `src/sqlite.ts`. A `worker.ts` beside an entry is an entry too,
 * but not an export: `src/sqlite/worker.ts` becomes `dist/sqlite.worker.js`.
 */
export function packageEntries(directory: string): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  const entries: Record<string, string> = {};
  for (const subpath of Object.keys(manifest.exports ?? {})) {
    if (subpath === './package.json') continue;
    const name = subpath === '.' ? 'index' : subpath.slice(2);
    const source = [`src/${name}.ts`, `src/${name}/index.ts`].find((file) =>
      existsSync(join(directory, file)),
    );
    if (source === undefined) {
      throw new Error(
        `${directory}/package.json exports "${subpath}", but neither src/${name}.ts nor src/${name}/index.ts exists.`,
      );
    }
    entries[name] = source;
  }
  for (const name of Object.keys(manifest.bin ?? {})) entries[name] = `src/bin/${name}.ts`;
  for (const folder of readdirSync(join(directory, 'src'))) {
    const worker = join('src', folder, 'worker.ts');
    if (statSync(join(directory, 'src', folder)).isDirectory() && existsSync(join(directory, worker))) {
      entries[`${folder}.worker`] = worker;
    }
  }
  return entries;
}

/** What `tsup --dts-only` needs to know in the package in the current folder. */
function declarationOptions(): DtsConfig {
  const base = JSON.parse(readFileSync('../../tsconfig.base.json', 'utf8')) as {
    compilerOptions: { paths: Record<string, string[]> };
  };
  return {
    compilerOptions: {
      ignoreDeprecations: '6.0',
      // tsup takes `paths` over from the base file as if they stood in this folder. They must resolve:
      // they are what makes the declarations of internal packages inline too.
      paths: Object.fromEntries(
        Object.entries(base.compilerOptions.paths).map(([name, files]) => [
          name,
          files.map((file) => join('../..', file)),
        ]),
      ),
    },
    // `[Symbol.asyncDispose]` stands in our declarations; a project on lib ES2022 would not know it.
    banner: '/// <reference lib="esnext.disposable" />',
  };
}

/**
 * The one tsup configuration of all packages: ESM and CommonJS with shared chunks, internal packages inlined.
 * `tsup` builds the JavaScript, `tsup --dts-only` the declarations: running a program needs only the first.
 */
export function definePackage(overrides: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig((flags) => {
    const declarations = typeof flags.dts === 'object';
    // The object that `--dts-only` makes replaces any `dts` of the configuration, so the options go into it.
    if (typeof flags.dts === 'object') Object.assign(flags.dts, declarationOptions());
    return {
      entry: packageEntries(process.cwd()),
      format: ['esm', 'cjs'],
      target: 'node20',
      platform: 'node',
      splitting: true,
      sourcemap: !declarations,
      shims: true,
      // `clean` empties the whole folder except for what is excluded: each run removes only what it makes.
      clean: declarations ? ['!**/*.{js,cjs,map}'] : ['!**/*.d.{ts,cts}'],
      noExternal: [/^@keelson\/internal-/],
      ...overrides,
    };
  });
}
