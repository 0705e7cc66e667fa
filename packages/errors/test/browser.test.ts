import { ErrorClassifier } from '@keelson/errors';
import { build } from 'esbuild';
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LISTS } from './tables/lists.js';

const NOW = Date.parse('2026-10-21T07:28:00Z');

/** The built package as a browser would load it, in a global scope that has the language and nothing else. */
async function classifyElsewhere(errors: readonly unknown[]): Promise<unknown> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@keelson/errors'))],
    bundle: true,
    format: 'iife',
    globalName: 'keelson',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  const context = createContext(Object.create(null) as object);
  runInContext(outputFiles[0]?.text ?? '', context);
  const program = `JSON.stringify(${JSON.stringify(errors)}.map((error) =>
    new keelson.ErrorClassifier().classify(error, { now: ${NOW} })))`;
  return JSON.parse(runInContext(program, context) as string);
}

describe('in a browser', () => {
  it('every verdict is the same as in Node, without anything of Node', async () => {
    const errors = JSON.parse(
      JSON.stringify(Object.values(LISTS).flatMap((list) => list.map(({ error }) => error))),
    ) as readonly unknown[];
    const classifier = new ErrorClassifier();
    const here = errors.map((error) => classifier.classify(error, { now: NOW }));
    expect(await classifyElsewhere(errors)).toEqual(JSON.parse(JSON.stringify(here)));
  });
});
