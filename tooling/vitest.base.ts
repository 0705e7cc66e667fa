/** The shared vitest configuration: one suite, one JSON report. */
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * The vitest configuration of one suite of a package. Each suite leaves a JSON report,
 * which turbo caches with the result and `tooling/test.ts` adds up.
 *
 * @param suite `test` for what `npm ci` alone can run; `services` for what needs a daemon or a browser,
 * `corpora` for what reads files named by `KEELSON_CORPORA`.
 */
export function defineSuite(
  suite: 'test' | 'services' | 'corpora',
  overrides: NonNullable<ViteUserConfig['test']> = {},
): ViteUserConfig {
  const infix = suite === 'test' ? '' : `.${suite}`;
  return defineConfig({
    test: {
      include: [`test/**/*${infix}.test.ts`],
      exclude: suite === 'test' ? ['test/**/*.services.test.ts', 'test/**/*.corpora.test.ts'] : [],
      passWithNoTests: false,
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: 60_000,
      hookTimeout: 60_000,
      reporters: ['dot', ['json', { outputFile: `reports/${suite}.json` }]],
      // Tests import packages by name and so run the built files, loaded by Node itself.
      server: { deps: { external: [/\/(packages|examples)\/[^/]+\/dist\//] } },
      ...overrides,
    },
  });
}
