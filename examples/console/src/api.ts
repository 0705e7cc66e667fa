import { answer, toSession } from './answer.js';
import type { Library } from './library.js';
import type { Message, MessagePage, SessionPage, Status } from './protocol.js';

/** A request that makes no sense. */
export class RequestError extends Error {
  readonly status: 400 | 404;

  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

const SESSIONS = 60;
const MESSAGES = 60;
const HITS = 60;

/** Answers what the page asks for. Only reads. @throws RequestError */
export class Api {
  readonly #library: Library;
  #counted: { readonly key: string; readonly sessions: number; readonly messages: number } | undefined;

  constructor(library: Library) {
    this.#library = library;
  }

  answer({ pathname, searchParams: given }: URL, signal: AbortSignal): Promise<unknown> {
    switch (pathname) {
      case '/api/status':
        return this.#status();
      case '/api/search':
        return answer(this.#library.search, given.get('q') ?? '', HITS, signal);
      case '/api/sessions':
        return this.#sessions(given.get('cursor'));
      case '/api/session':
        return this.#session(required(given, 'id'));
      case '/api/messages':
        return this.#messages(given);
      default:
        return Promise.reject(new RequestError(404, 'There is nothing at this address.'));
    }
  }

  async #status(): Promise<Status> {
    const { search, progress, revision, places } = this.#library;
    const key = `${revision} ${progress?.messages ?? 0}`;
    if (this.#counted?.key !== key) {
      const { sessions, messages } = await search.stats();
      this.#counted = { key, sessions: sessions?.documents ?? 0, messages: messages?.documents ?? 0 };
    }
    const { sessions, messages } = this.#counted;
    // Looking for changes every few seconds is no news; reading what changed is.
    const importing =
      progress === null || progress.bytesTotal === 0
        ? null
        : {
            fraction: progress.bytesRead / progress.bytesTotal,
            sessions: progress.sessions,
            bytesPerSecond: progress.bytesPerSecond,
          };
    return { sessions, messages, sample: places.kind === 'sample', revision, importing };
  }

  async #sessions(cursor: string | null): Promise<SessionPage> {
    const { items, next } = await this.#library.search.list('sessions', { cursor, limit: SESSIONS });
    return { sessions: items.map(toSession), next };
  }

  async #session(id: string) {
    const { items } = await this.#library.search.list('sessions', { filters: { sessionId: id }, limit: 1 });
    if (items[0] === undefined) throw new RequestError(404, 'There is no such session in the index.');
    return toSession(items[0]);
  }

  /** One page of a conversation, forwards from a time or backwards from it. */
  async #messages(given: URLSearchParams): Promise<MessagePage> {
    const backwards = given.has('before');
    const { items, next } = await this.#library.search.list('messages', {
      filters: {
        sessionId: required(given, 'session'),
        after: optionalTime(given, 'after'),
        before: optionalTime(given, 'before'),
      },
      order: backwards ? 'newest' : 'oldest',
      limit: MESSAGES,
      cursor: given.get('cursor'),
    });
    const messages = items.map((item): Message => ({
      id: item.id,
      role: String(item['role']),
      time: item.timestamp,
      text: String(item['content']),
    }));
    return { messages: backwards ? messages.toReversed() : messages, next };
  }
}

function required(given: URLSearchParams, name: string): string {
  const value = given.get(name);
  if (value === null || value === '') throw new RequestError(400, `The parameter "${name}" is missing.`);
  return value;
}

function optionalTime(given: URLSearchParams, name: string): number | undefined {
  const value = given.get(name);
  if (value === null) return undefined;
  if (/^-?\d{1,16}$/.test(value)) return Number(value);
  throw new RequestError(400, `The parameter "${name}" must be epoch milliseconds.`);
}
