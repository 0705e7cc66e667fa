/** What the page shows, as its address says it: `?q=words#/session/<id>/<message id>?at=<time>`. */
export interface Route {
  readonly query: string;
  readonly session: string | null;
  readonly message: string | null;
  /** The time of the message: where in the conversation it stands. */
  readonly at: number | null;
}

export function readRoute({ search, hash }: Pick<Location, 'search' | 'hash'>): Route {
  const query = new URLSearchParams(search).get('q') ?? '';
  const [path = '', parameters] = hash.split('?');
  const [, name, session, message] = path.split('/');
  if (name !== 'session' || !session) return { query, session: null, message: null, at: null };
  const at = Number(new URLSearchParams(parameters).get('at') ?? Number.NaN);
  return {
    query,
    session: decode(session),
    message: message ? decode(message) : null,
    at: Number.isSafeInteger(at) ? at : null,
  };
}

export function hrefOf({ query, session, message, at }: Route): string {
  const search = query === '' ? '/' : `/?${new URLSearchParams({ q: query }).toString()}`;
  if (session === null) return search;
  const rest = message === null ? '' : `/${encodeURIComponent(message)}${at === null ? '' : `?at=${at}`}`;
  return `${search}#/session/${encodeURIComponent(session)}${rest}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
