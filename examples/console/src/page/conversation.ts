import { plainText } from '../plain-text.js';
import type { Message, Session } from '../protocol.js';
import { element } from './elements.js';
import { agentName, titleOf } from './listed.js';
import { messageElement, unfold } from './message.js';
import { getMessages, getSession, isAbort, type MessageQuery } from './requests.js';
import type { Route } from './route.js';
import { dayOf, span } from './times.js';
import { wordsPattern } from './words.js';

/** Pages in which a message is looked for. */
const MAX_PAGES = 5;

/** The conversation pane: messages around the one that was found, and more of them as one scrolls. */
export class Conversation {
  readonly #pane: HTMLElement;
  readonly #earlier = element('button', { type: 'button', class: 'more' }, 'Earlier messages');
  readonly #later = element('button', { type: 'button', class: 'more' }, 'Later messages');
  readonly #messages = element('div', { class: 'messages' });
  readonly #shown = new Map<string, HTMLElement>();
  readonly #observer: IntersectionObserver;
  #current = new AbortController();
  #session = '';
  #pattern: RegExp | null = null;
  /** Where the pages beyond go on; null at the end of the conversation. */
  #before: MessageQuery | null = null;
  #after: MessageQuery | null = null;
  #latest = 0;
  #loading = false;

  constructor(pane: HTMLElement) {
    this.#pane = pane;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting) void (target === this.#earlier ? this.#loadEarlier() : this.#loadLater());
        }
      },
      { root: pane, rootMargin: '400px' },
    );
    this.#earlier.addEventListener('click', () => void this.#loadEarlier());
    this.#later.addEventListener('click', () => void this.#loadLater());
  }

  /** Shows the session that the route names, at its message. A later call takes the place of one under way. */
  async open({ session, message, at, query }: Route & { readonly session: string }): Promise<void> {
    this.#current.abort();
    const { signal } = (this.#current = new AbortController());
    const known = message === null ? undefined : this.#shown.get(message);
    this.#pattern = wordsPattern(query);
    try {
      if (session === this.#session && known !== undefined) {
        await this.#goTo(known);
        return;
      }
      const [about, later, earlier] = await Promise.all([
        getSession(session, signal),
        getMessages({ session, ...(at === null ? {} : { after: at }) }, signal),
        at === null ? undefined : getMessages({ session, before: at }, signal),
      ]);
      this.#clear(session);
      this.#show(about);
      this.#append(later.messages);
      this.#after = next({ session, ...(at === null ? {} : { after: at }) }, later.next);
      if (at !== null && earlier !== undefined) {
        this.#prepend(earlier.messages);
        this.#before = next({ session, before: at }, earlier.next);
      }
      if (message !== null) await this.#searchFor(message);
      this.#offerMore();
      const target = message === null ? undefined : this.#shown.get(message);
      if (target === undefined) this.#pane.scrollTop = 0;
      else await this.#goTo(target);
      this.#observer.observe(this.#earlier);
      this.#observer.observe(this.#later);
    } catch (error) {
      if (isAbort(error)) return;
      this.#clear('');
      this.#pane.replaceChildren(element('p', { class: 'problem', role: 'alert' }, (error as Error).message));
    }
  }

  close(): void {
    this.#current.abort();
    this.#clear('');
    this.#pane.replaceChildren();
  }

  /** Takes in what was said since, where the end of the conversation is on the page. */
  async refresh(): Promise<void> {
    if (this.#session === '' || this.#after !== null) return;
    this.#after = { session: this.#session, after: this.#latest };
    await this.#loadLater();
  }

  #clear(session: string): void {
    this.#observer.disconnect();
    this.#session = session;
    this.#shown.clear();
    this.#messages.replaceChildren();
    this.#before = this.#after = null;
    this.#latest = 0;
  }

  #show(session: Session): void {
    const facts = [session.project ?? '', agentName(session.agent), span(session.startTime, session.endTime)];
    const back = element('button', { type: 'button', class: 'back', 'aria-label': 'Back to the list' }, '←');
    const head = element(
      'header',
      {},
      back,
      element('h1', { dir: 'auto' }, titleOf(session)),
      element(
        'p',
        {},
        ...facts.filter(Boolean).map((fact) => element('span', { dir: 'auto' }, plainText(fact))),
      ),
    );
    this.#pane.replaceChildren(head, this.#earlier, this.#messages, this.#later);
  }

  /** Messages that share the time of this one may stand before it, pages of them. */
  async #searchFor(message: string): Promise<void> {
    for (let page = 1; page < MAX_PAGES && this.#after !== null; page += 1) {
      if (this.#shown.has(message)) return;
      await this.#loadLater();
    }
  }

  async #goTo(message: HTMLElement): Promise<void> {
    for (const other of this.#messages.querySelectorAll('.found')) other.classList.remove('found');
    message.classList.add('found');
    await unfold(message);
    const word = message.querySelector(':scope > :not(h2) mark:not(summary *)');
    const tall = message.offsetHeight > this.#pane.clientHeight / 2;
    (tall && word !== null ? word : message).scrollIntoView({ block: 'center' });
    message.focus({ preventScroll: true });
  }

  async #loadEarlier(): Promise<void> {
    const page = await this.#load(this.#before);
    if (page === undefined) return;
    this.#before = next(page.query, page.next);
    const { scrollHeight, scrollTop } = this.#pane;
    this.#prepend(page.messages);
    this.#offerMore();
    // What was in view stays where it was.
    this.#pane.scrollTop = scrollTop + this.#pane.scrollHeight - scrollHeight;
  }

  async #loadLater(): Promise<void> {
    const page = await this.#load(this.#after);
    if (page === undefined) return;
    this.#after = next(page.query, page.next);
    this.#append(page.messages);
    this.#offerMore();
  }

  async #load(query: MessageQuery | null) {
    if (query === null || this.#loading) return undefined;
    this.#loading = true;
    const { signal } = this.#current;
    try {
      const page = await getMessages(query, signal);
      return signal.aborted ? undefined : { ...page, query };
    } catch {
      // The buttons stay, and the status line says whether the server is gone.
      return undefined;
    } finally {
      this.#loading = false;
    }
  }

  #offerMore(): void {
    this.#earlier.hidden = this.#before === null;
    this.#later.hidden = this.#after === null;
    // An observer tells of a change only: watching anew tells that the end is still in sight.
    for (const button of [this.#earlier, this.#later]) {
      this.#observer.unobserve(button);
      this.#observer.observe(button);
    }
  }

  #append(messages: readonly Message[]): void {
    this.#messages.append(...this.#elements(messages));
    this.#markDays();
  }

  #prepend(messages: readonly Message[]): void {
    this.#messages.prepend(...this.#elements(messages));
    this.#markDays();
  }

  #elements(messages: readonly Message[]): readonly HTMLElement[] {
    return messages.flatMap((message) => {
      if (this.#shown.has(message.id)) return [];
      const shown = messageElement(message, this.#pattern);
      shown.dataset['day'] = dayOf(message.time);
      this.#shown.set(message.id, shown);
      this.#latest = Math.max(this.#latest, message.time);
      return [shown];
    });
  }

  /** Says the day where it changes. */
  #markDays(): void {
    let day: string | undefined;
    for (const message of this.#messages.querySelectorAll<HTMLElement>(':scope > [data-day]')) {
      message.classList.toggle('first-of-day', message.dataset['day'] !== (day ?? ''));
      day = message.dataset['day'];
    }
  }
}

function next(query: MessageQuery, cursor: string | null): MessageQuery | null {
  return cursor === null ? null : { ...query, cursor };
}
