import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorType } from '../src/index.js';

/** One labelled error. */
export interface LabelledError {
  readonly id: string;
  /** As it was thrown, except that errors are plain objects. */
  readonly input: unknown;
  readonly label: ErrorType;
  readonly retryable: boolean;
  readonly retry_after_ms: number | null;
  readonly now?: string;
}

/** The labelled errors in the folder that `KEELSON_CORPORA` names, by file; nothing where it names none. */
export function readCorpora(): ReadonlyMap<string, readonly LabelledError[]> {
  const folder = join(process.env['KEELSON_CORPORA'] ?? '', 'errors');
  const present = process.env['KEELSON_CORPORA'] !== undefined && existsSync(folder);
  const files = present ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
  return new Map(files.map((file) => [file, readRows(join(folder, file))]));
}

function readRows(file: string): readonly LabelledError[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LabelledError);
}

/** The error that a row was before it became JSON: alternatives look at classes and causes. */
export function revive(input: unknown): Error {
  const fields = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const text = typeof input === 'string' ? input : '';
  const error = fields['name'] === 'TypeError' ? new TypeError(text) : new Error(text);
  Object.assign(error, fields);
  if (typeof fields['cause'] === 'object' && fields['cause'] !== null) error.cause = revive(fields['cause']);
  return error;
}
