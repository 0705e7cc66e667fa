import type { Answer, Session } from '../protocol.js';
import { element } from './elements.js';
import { hitGroups, sessionGroups } from './listed.js';
import type { Listbox } from './listbox.js';
import { getAnswer, getSessions, isAbort } from './requests.js';

const DEBOUNCE_MS = 60;
const number = new Intl.NumberFormat('en');

/** The left pane: recent sessions, or what a query finds. The latest query wins, whichever answer comes last. */
export class Finder {
  readonly #listbox: Listbox;
  readonly #count: HTMLElement;
  readonly #more = element('button', { type: 'button', class: 'more' }, 'More sessions');
  #current = new AbortController();
  #timer: number | undefined;
  #query: string | null = null;
  #asked = Promise.resolve();
  #sessions: readonly Session[] = [];
  #next: string | null = null;
  /** Whether the sessions are those that came with the program. */
  sample = false;

  constructor(listbox: Listbox, list: HTMLElement, count: HTMLElement) {
    this.#listbox = listbox;
    this.#count = count;
    list.after(this.#more);
    this.#more.hidden = true;
    this.#more.addEventListener('click', () => void this.#showSessions(this.#next));
  }

  /** Waits for the end of a burst of keys. */
  type(query: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.show(query), DEBOUNCE_MS);
  }

  /** Resolves when the list shows what the query finds. */
  show(query: string): Promise<void> {
    clearTimeout(this.#timer);
    if (query !== this.#query) {
      this.#query = query;
      this.#asked = this.#ask(false);
    }
    return this.#asked;
  }

  /** Asks again, as after something new was indexed. */
  async refresh(): Promise<void> {
    // Whoever has gone on to older sessions is not thrown back to the first page.
    if (this.#query === '' && this.#sessions.length > 60) return;
    this.#asked = this.#ask(true);
    await this.#asked;
  }

  async #ask(keep: boolean): Promise<void> {
    this.#current.abort();
    const { signal } = (this.#current = new AbortController());
    const query = this.#query ?? '';
    try {
      if (query.trim() === '') {
        this.#sessions = [];
        await this.#showSessions(null, signal, keep);
      } else {
        const found = await getAnswer(query, signal);
        if (signal.aborted) return;
        this.#more.hidden = true;
        this.#listbox.show(hitGroups(found.hits, query), { keep });
        this.#count.textContent = countLine(found);
      }
    } catch (error) {
      if (!isAbort(error)) this.#count.textContent = (error as Error).message;
    }
  }

  async #showSessions(cursor: string | null, signal = this.#current.signal, keep = true): Promise<void> {
    const page = await getSessions(cursor, signal);
    if (signal.aborted) return;
    this.#sessions = [...this.#sessions, ...page.sessions];
    this.#next = page.next;
    this.#more.hidden = page.next === null;
    this.#listbox.show(sessionGroups(this.#sessions), { keep });
    this.#count.textContent =
      this.#sessions.length === 0
        ? 'No sessions yet.'
        : this.sample
          ? 'This machine has no sessions of coding agents. These are samples.'
          : 'Recent sessions';
  }
}

function countLine({ count, capped, tookMs, hits, query, corrections }: Answer): string {
  if (count === 0) {
    return /[\p{L}\p{N}]/u.test(query)
      ? 'Nothing found. All words must occur in one message; try fewer.'
      : 'Type a word or a number.';
  }
  const messages = `${number.format(count)}${capped ? '+' : ''} ${count === 1 ? 'message' : 'messages'}`;
  const best = hits.length < count ? `, the best ${hits.length} shown` : '';
  const spellings = corrections.flatMap(({ used }) => used);
  const also = spellings.length > 0 ? `, also for ${spellings.join(', ')}` : '';
  return `${messages} in ${Math.max(1, Math.round(tookMs))} ms${best}${also}`;
}
