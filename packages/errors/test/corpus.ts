import type { ErrorType } from '@keelson/errors';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from './score.js';

/** One labelled error. Errors are plain objects there. */
export interface CorpusError extends Expectation {
  readonly id: string;
  readonly retryable: boolean;
}

interface Row {
  readonly id: string;
  readonly input: unknown;
  readonly label: ErrorType;
  readonly retryable: boolean;
  readonly retry_after_ms: number | null;
  readonly now?: string;
}

/** The labelled errors in the folder that `KEELSON_CORPORA` names, by file; nothing where it names none. */
export function readCorpora(): ReadonlyMap<string, readonly CorpusError[]> {
  const folder = join(process.env['KEELSON_CORPORA'] ?? '', 'errors');
  const present = process.env['KEELSON_CORPORA'] !== undefined && existsSync(folder);
  const files = present ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
  return new Map(files.map((file) => [file, readErrors(join(folder, file))]));
}

function readErrors(file: string): readonly CorpusError[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
    .map(({ id, input, label, retryable, retry_after_ms: wait, now }) => ({
      id,
      error: input,
      type: label,
      retryable,
      now,
      wait: wait ?? undefined,
    }));
}
