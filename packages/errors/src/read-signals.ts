import { excerpt } from './excerpt.js';
import { headersOf, resetIn } from './headers.js';
import type { Grammar, Profile } from './profile.js';
import type { Finding, Signals } from './signals.js';
import { STATUS } from './status.js';
import { waitOf } from './wait.js';
import { words } from './words.js';

const MAX_DEPTH = 12;
const MAX_NODES = 250;
const MAX_KEYS = 60;
/** Characters of all texts together. */
const MAX_TEXT = 8000;

/** Fields that errors and responses do not enumerate. */
const HIDDEN = ['name', 'message', 'code', 'status', 'headers', 'errors', 'cause'];
/** What was asked, not what was answered. */
const ASKED = /^(?:config|request.*|options?|stack|path|input|prompt|messages|content|.*url)$/i;
const NAME_KEY = /^(?:.*(?:code|type|reason|status)|error.{0,4}|title|role)$/;
const DELAY_KEY = /^(?:retryafter|retrydelay|estimatedtime|resets?(?:in|after|at))(?:in)?(ms|milli)?/;
/** `key: value` as JSON, Python, Rust and Java print it, whole or cut off. */
const PAIR =
  /\b([A-Za-z_][\w-]{1,30})["']? ?[:=] ?(?:Some\()?(?:["']([^"']{1,80})|(-?\d[\d.]{0,20}s?\b|[a-z]+_[a-z_]+|[A-Z_]{4,40})\b)/g;

/** Reads any value. Never throws, calls nothing but getters and iterators, and changes nothing. */
export function readSignals(
  error: unknown,
  seenAt: number | undefined,
  profiles: readonly (Profile & Partial<Grammar>)[],
  provider?: string,
): Signals {
  const now = seenAt ?? Date.now();
  const names: Finding[] = [];
  const texts: Finding[] = [];
  const classes: Finding[] = [];
  const seen = new Set<unknown>();
  let headers: Readonly<Record<string, string>> = {};
  let headersPath = '';
  let status: Finding<number> | null = null;
  let statusDepth = 0;
  let delay: Finding<number> | null = null;
  let delayCertainty = 0;
  let identity = '';
  let nodes = MAX_NODES;
  let characters = MAX_TEXT;

  /** Takes a field whose key says what it holds, and says whether it did. */
  const takeField = (key: string, value: string, path: string, depth: number, rank = 0): boolean => {
    const name = key.toLowerCase().replace(/[_-]/g, '');
    // The innermost status decides, and among equals the last.
    if (/^[45]\d\d$/.test(value) && /(?:status|code)$/.test(name) && depth >= statusDepth) {
      statusDepth = depth;
      status = { value: Number(value), path };
    }
    const [field, milliseconds] = DELAY_KEY.exec(name) ?? [];
    const wait = field === undefined ? null : waitOf(value, milliseconds ? 1 : 1000, now);
    const certainty = rank + (milliseconds ? 2 : 1);
    if (wait !== null && certainty > delayCertainty) {
      delayCertainty = certainty;
      delay = { value: wait, path };
    }
    if (!NAME_KEY.test(name) || !/^[\w.:/-]{2,80}$/.test(value)) return field !== undefined;
    return names.push({ value: words(value), path }) > 0;
  };

  const takeText = (content: string, path: string, depth: number): void => {
    if (seen.has(content)) return;
    seen.add(content);
    const text = excerpt(content.slice(0, characters));
    characters -= text.length;
    takeField('code', STATUS.exec(text)?.[1] ?? '', path, depth);
    for (const [, field = '', quote, bare = ''] of text.matchAll(PAIR)) {
      takeField(field, quote ?? bare, `${path}:${field}`, depth + 1);
    }
    const value = text.toLowerCase();
    if (!texts.some((each) => each.value.includes(value))) texts.push({ value, path });
  };

  const visit = (value: unknown, key: string, path: string, depth: number): void => {
    if ((nodes -= 1) < 0 || ASKED.test(key)) return;
    if (typeof value === 'string' || typeof value === 'number') {
      const content = String(value);
      identity += content.slice(0, 300);
      // Other names than those of JavaScript's classes are reasons, as AWS gives them.
      if (key === 'name')
        (content.endsWith('Error') ? classes : names).push({ value: words(content.slice(0, 80)), path });
      else if (!takeField(key, content, path, depth) && typeof value === 'string')
        takeText(value, path, depth);
    }
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH || seen.has(value)) return;
    seen.add(value);
    attempt(() => {
      if (/headers$/i.test(key)) {
        headers = headersOf(value);
        headersPath = path;
        for (const name in headers) takeField(name, headers[name] ?? '', `${path}.${name}`, depth, 2);
        return;
      }
      const list = Array.isArray(value);
      const fields = (list ? value.slice(0, MAX_KEYS) : value) as Record<string, unknown>;
      for (const each of new Set([...Object.keys(fields).slice(0, MAX_KEYS), ...HIDDEN])) {
        // A key that is no word may be a secret.
        const step = /^(?:\d\d?|[a-z_$-]{1,32})$/i.test(each) ? each : '*';
        visit(
          attempt(() => fields[each]),
          list ? key : each,
          path + (path && '.') + step,
          depth + 1,
        );
      }
    });
  };

  visit(error, '', '', 0);
  identity = (Object.keys(headers).join(' ') + identity).toLowerCase();
  const providers = profiles
    .filter(
      ({ id, detect }) =>
        id === provider || (detect === undefined ? identity.includes(id) : detect.test(identity)),
    )
    .map(({ id }) => id);
  const signals: { -readonly [Key in keyof Signals]: Signals[Key] } = {
    now: seenAt ?? null,
    status,
    names,
    texts,
    classes,
    headers,
    delay,
    window: null,
    limited: false,
    providers,
  };
  for (const { read } of profiles) Object.assign(signals, read?.(signals));
  signals.delay ??= resetIn(headers, headersPath, now);
  return signals;
}

function attempt<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch {
    // What a hostile object refuses to tell is not known.
    return undefined;
  }
}
