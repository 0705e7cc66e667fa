import { claudeCode } from './claude-code/index.js';
import { codex } from './codex/index.js';
import type { TranscriptFormat } from './format.js';
import type { JsonObject } from './json.js';

const FORMATS: readonly TranscriptFormat[] = [claudeCode, codex];

/** The format of a file, or undefined where it is no transcript: the first record that a format knows decides. */
export function detectFormat(
  path: string,
  firstRecords: readonly JsonObject[],
): TranscriptFormat | undefined {
  if (firstRecords.length === 0) return FORMATS.find((format) => format.claims(path));
  for (const record of firstRecords) {
    const format = FORMATS.find((candidate) => candidate.recognises(record));
    if (format !== undefined) return format;
  }
  return undefined;
}

export function formatOf(agent: string): TranscriptFormat | undefined {
  return FORMATS.find((format) => format.agent === agent);
}
