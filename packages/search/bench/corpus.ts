import type { MessageDocument } from '@keelson/search';
import { Random } from './random.js';
import type { TextPool } from './text-pool.js';
import { TextReader } from './text-reader.js';

/** A message whose time is known. */
export type CorpusDocument = MessageDocument & { readonly timestamp: number };

/** What a corpus is made of. The same values give the same documents. */
export interface CorpusOptions {
  readonly pool: TextPool;
  readonly documents: number;
  readonly seed: number;
  /** Epoch milliseconds at which the year of messages ends. */
  readonly now: number;
}

const YEAR = 365 * 24 * 3_600_000;
const PROJECTS = 30;
/** Shares of messages. */
const UNSPACED = 0.05;
const LONG_OUTPUT = 1 / 2_000;
/** Share of sessions that are imported long after they took place. */
const IMPORTED_LATE = 0.1;
const ROLES = [
  { role: 'user', share: 0.15, code: 0.1, median: 120 },
  { role: 'assistant', share: 0.45, code: 0.2, median: 220 },
  { role: 'tool', share: 0.4, code: 0.85, median: 300 },
] as const;

/**
 * Messages of agents over one year, session by session, made one at a time: a million do not fit in memory.
 * Each continues the text of the one before or takes up another, so that neighbours share words as real ones do.
 */
export function* corpus({ pool, documents, seed, now }: CorpusOptions): Generator<CorpusDocument> {
  const random = new Random(seed);
  const prose = new TextReader(pool.prose, random);
  const code = new TextReader(pool.code, random);
  for (let made = 0, session = 0; made < documents; session += 1) {
    const end = Math.min(documents, made + Math.round(random.logUniform(20, 400)));
    const place = random.next() < IMPORTED_LATE ? random.next() : made / documents;
    let timestamp = now - Math.round(YEAR * (1 - place));
    // Some projects see much more work than others.
    const project = Math.floor(PROJECTS * random.next() ** 2);
    prose.jump();
    code.jump();
    for (; made < end; made += 1) {
      const { role, code: codeShare, median } = pickRole(random);
      const reader = random.next() < codeShare ? code : prose;
      if (random.next() < 0.1) reader.jump();
      const length = Math.round(Math.min(12_000, Math.max(16, random.logNormal(median, 1.3))));
      const kind = random.next();
      timestamp = Math.min(now, timestamp + Math.round(random.logNormal(20_000, 1.2)));
      yield {
        id: `m${made}`,
        sessionId: `session-${session}`,
        projectId: `project-${project}`,
        role,
        timestamp,
        content:
          kind < UNSPACED && pool.unspaced.length > 0
            ? unspacedText(pool.unspaced, random)
            : reader.take(kind > 1 - LONG_OUTPUT ? Math.round(random.logUniform(20_000, 200_000)) : length),
      };
    }
  }
}

/** The place of a document of `corpus` in its order. */
export function ordinalOf(id: string): number {
  return Number(id.slice(1));
}

function pickRole(random: Random): (typeof ROLES)[number] {
  let place = random.next();
  return ROLES.find(({ share }) => (place -= share) < 0) ?? ROLES[1];
}

function unspacedText(sentences: readonly string[], random: Random): string {
  const count = Math.ceil(random.logNormal(2, 0.8));
  return Array.from({ length: count }, () => random.pick(sentences)).join('\n');
}
