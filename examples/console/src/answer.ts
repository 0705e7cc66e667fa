import type { Answer, Session } from './protocol.js';
import { type ConsoleSearch, listSessions } from './session-catalogue.js';

/** Searches the messages and says of each hit from which session it is. */
export async function answer(
  search: ConsoleSearch,
  query: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Answer> {
  const found = await search.searchAll(query, { collections: ['messages'], limit, signal });
  const { groups, partial, corrections, tookMs } = found;
  const [group = { hits: [], count: 0, capped: false }] = groups;
  const ids = new Set(group.hits.map(({ fields }) => String(fields['sessionId'])));
  const stored = await listSessions(search, [...ids]);
  const sessions = new Map(stored.map((session) => [session.id, toSession(session)]));
  const hits = group.hits.map(({ id, timestamp, score, fields, texts, corrected }) => {
    const { role, sessionId, projectId } = fields as {
      role: string;
      sessionId: string;
      projectId: string | null;
    };
    const session = sessions.get(sessionId) ?? toSession({ id: sessionId, projectId });
    const excerpt = texts['content'] ?? NO_TEXT;
    return { messageId: id, role, time: timestamp, score, ...excerpt, corrected, session };
  });
  const { count, capped } = group;
  const rounded = Math.round(tookMs * 10) / 10;
  return { version: 1, query, count, capped, partial, corrections, tookMs: rounded, hits };
}

const NO_TEXT = { text: '', ranges: [], cutStart: false, cutEnd: false };

/** A stored session as the page sees it. */
export function toSession(stored: {
  readonly id: string;
  readonly title?: string | null | undefined;
  readonly projectId?: string | null | undefined;
  readonly agent?: string | null | undefined;
  readonly startTime?: number | null | undefined;
  readonly timestamp?: number | undefined;
}): Session {
  const { id, title = null, projectId = null, agent = null, startTime = null, timestamp = 0 } = stored;
  return { id, title, project: projectId, agent, startTime, endTime: timestamp === 0 ? null : timestamp };
}
