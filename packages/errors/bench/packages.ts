/** The published packages that take part. They are no dependency of the workspace: the benchmark installs them. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../../../tooling/command.js';
import { readManifest, root } from '../../../tooling/workspace.js';

const FOLDER = 'benchmarks/errors';

/** The slices of the packages that are called. */
export interface Packages {
  readonly isNetworkError: (error: unknown) => boolean;
  readonly pRetry: (
    operation: () => Promise<void>,
    options?: { readonly randomize?: boolean },
  ) => Promise<void>;
  readonly smithy: Readonly<
    Record<'isThrottlingError' | 'isTransientError' | 'isServerError', (error: unknown) => boolean>
  >;
  readonly axiosRetry: Readonly<
    Record<'isNetworkError' | 'isRetryableError', (error: unknown) => boolean>
  > & { readonly retryAfter: (error: unknown) => number };
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
}

export async function loadPackages(): Promise<Packages> {
  const { dependencies = {} } = readManifest(FOLDER);
  const names = Object.keys(dependencies);
  if (!names.every((name) => existsSync(join(root, FOLDER, 'node_modules', name)))) {
    console.log(`Installing ${names.join(', ')} in ${FOLDER}`);
    const { code, output } = await run('npm', ['ci'], { cwd: join(root, FOLDER) });
    if (code !== 0) throw new Error(`"npm ci" in ${FOLDER} failed:\n${output}`);
  }
  const require = createRequire(join(root, FOLDER, 'package.json'));
  const load = async <Module>(name: string) =>
    (await import(pathToFileURL(require.resolve(name)).href)) as Module;
  return {
    isNetworkError: (await load<{ default: Packages['isNetworkError'] }>('is-network-error')).default,
    pRetry: (await load<{ default: Packages['pRetry'] }>('p-retry')).default,
    smithy: await load('@smithy/service-error-classification'),
    axiosRetry: await load('axios-retry'),
    versions: Object.fromEntries(
      names.map((name) => [name, readManifest(`${FOLDER}/node_modules/${name}`).version]),
    ),
  };
}
