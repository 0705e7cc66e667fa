import type { Answer, MessagePage, Session, SessionPage, Status } from '../protocol.js';

/** Asks the server that the page came from. */
async function get<Reply>(
  path: string,
  parameters: Record<string, string>,
  signal?: AbortSignal,
): Promise<Reply> {
  const response = await fetch(
    `/api/${path}?${new URLSearchParams(parameters).toString()}`,
    signal ? { signal } : {},
  );
  const reply: unknown = await response.json();
  if (!response.ok) throw new Error((reply as { error: string }).error);
  return reply as Reply;
}

export const getStatus = (): Promise<Status> => get('status', {});

export const getAnswer = (query: string, signal: AbortSignal): Promise<Answer> =>
  get('search', { q: query }, signal);

export const getSessions = (cursor: string | null, signal: AbortSignal): Promise<SessionPage> =>
  get('sessions', cursor === null ? {} : { cursor }, signal);

export const getSession = (id: string, signal: AbortSignal): Promise<Session> =>
  get('session', { id }, signal);

/** Where a page of a conversation begins, and in which direction it goes. */
export interface MessageQuery {
  readonly session: string;
  readonly after?: number;
  readonly before?: number;
  readonly cursor?: string;
}

export const getMessages = (query: MessageQuery, signal: AbortSignal): Promise<MessagePage> =>
  get(
    'messages',
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    signal,
  );

/** Whether a request ended because a newer one took its place. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
