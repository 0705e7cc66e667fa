import type { DocumentOf, SearchDb } from '@keelson/search';
import type { MessageDocument, MessageSink, SessionRecord } from '@keelson/transcripts';

/** A collection of this program's own: what a list of sessions shows. Its time is that of the latest message. */
export const collections = {
  sessions: {
    fields: {
      title: { type: 'text' },
      sessionId: { type: 'keyword', required: true },
      projectId: { type: 'keyword' },
      agent: { type: 'keyword' },
      startTime: { type: 'number' },
    },
  },
} as const;

export type ConsoleSearch = SearchDb<typeof collections>;
type SessionDocument = DocumentOf<typeof collections.sessions>;

/**
 * Keeps the collection `sessions` in step with the messages. As the importer's sink it stores a session no later than the
 * messages that it is made of, so that a crash leaves no message without its session; title and agent follow with the
 * session's own record.
 */
export class SessionCatalogue implements MessageSink {
  readonly #search: ConsoleSearch;
  /** The sessions that this run has met, as they will be stored. */
  readonly #sessions = new Map<string, SessionDocument>();
  readonly #changed = new Set<string>();
  #records: SessionRecord[] = [];

  constructor(search: ConsoleSearch) {
    this.#search = search;
  }

  async index(
    collection: 'messages',
    documents: readonly MessageDocument[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    await this.#load(documents.map(({ sessionId }) => sessionId));
    for (const { sessionId, projectId, timestamp } of documents) {
      // Messages without a time have 0, which says nothing about the session.
      const time = timestamp === 0 ? null : timestamp;
      // A subagent may have worked in another folder than the session began in.
      const project = this.#sessions.get(sessionId)?.projectId ?? projectId;
      this.#merge(sessionId, { projectId: project, startTime: time, endTime: time });
    }
    await this.#store();
    await this.#search.index(collection, documents, options);
  }

  /** Takes what a file says of its session, to be stored by the next `index` or `flush`. */
  observe(record: SessionRecord): void {
    this.#records.push(record);
  }

  /** Stores what was observed. Called at the end of a run. */
  async flush(): Promise<void> {
    await this.#store();
    this.#sessions.clear();
  }

  async #store(): Promise<void> {
    const records = this.#records.splice(0);
    await this.#load(records.map(({ sessionId }) => sessionId));
    for (const { sessionId, projectId, agent, title, startTime, endTime, subagentId } of records) {
      // A session is listed once it has a message; the main thread names it.
      if (!this.#sessions.has(sessionId)) continue;
      const own = subagentId === null ? { title, projectId } : {};
      this.#merge(sessionId, { agent, startTime, endTime, ...own });
    }
    const changed = [...this.#changed].flatMap((id) => this.#sessions.get(id) ?? []);
    this.#changed.clear();
    await this.#search.index('sessions', changed);
  }

  /** Brings what is stored about these sessions into memory. */
  async #load(sessionIds: readonly string[]): Promise<void> {
    const missing = [...new Set(sessionIds)].filter((id) => !this.#sessions.has(id));
    for (const session of await listSessions(this.#search, missing))
      this.#sessions.set(session.sessionId, session);
  }

  #merge(
    id: string,
    {
      startTime,
      endTime,
      ...facts
    }: Partial<SessionDocument> & { startTime: number | null; endTime: number | null },
  ): void {
    const before = this.#sessions.get(id) ?? { id, sessionId: id, timestamp: 0 };
    const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
    const after: SessionDocument = {
      ...before,
      ...known,
      startTime: Math.min(before.startTime ?? Infinity, startTime ?? Infinity),
      timestamp: Math.max(before.timestamp ?? 0, endTime ?? 0),
    };
    const session = after.startTime === Infinity ? { ...after, startTime: null } : after;
    if (JSON.stringify(session) === JSON.stringify(before)) return;
    this.#sessions.set(id, session);
    this.#changed.add(id);
  }
}

/** How many sessions are looked up at once: a page of the search database. */
const PAGE = 200;

/** The stored sessions with these ids, in no particular order. */
export async function listSessions(
  search: ConsoleSearch,
  sessionIds: readonly string[],
): Promise<readonly SessionDocument[]> {
  const found: SessionDocument[] = [];
  for (let start = 0; start < sessionIds.length; start += PAGE) {
    const filters = { sessionId: sessionIds.slice(start, start + PAGE) };
    const { items } = await search.list('sessions', { filters, limit: PAGE });
    found.push(...(items as unknown as SessionDocument[]));
  }
  return found;
}
