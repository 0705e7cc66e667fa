import { ErrorClassifier } from '@keelson/errors';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { LISTS } from './tables/lists.js';

const NOW = Date.parse('2026-10-21T07:28:00Z');

/** All errors of the lists, as they look after JSON has carried them elsewhere. */
const errors = JSON.parse(
  JSON.stringify(Object.values(LISTS).flatMap((list) => list.map(({ error }) => error))),
) as readonly unknown[];

/** The verdicts that are given here. */
export function verdictsOfNode(): unknown {
  const classifier = new ErrorClassifier();
  const verdicts = errors.map((error) => classifier.classify(error, { now: NOW }));
  return JSON.parse(JSON.stringify(verdicts)) as unknown;
}

/** A script that gives them as JSON: the built package as a browser would load it, and what it is asked. */
export async function browserProgram(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('@keelson/errors'))],
    bundle: true,
    format: 'iife',
    globalName: 'keelson',
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  return `${outputFiles[0]?.text ?? ''}
    JSON.stringify(${JSON.stringify(errors)}.map((error) =>
      new keelson.ErrorClassifier().classify(error, { now: ${NOW} })))`;
}
