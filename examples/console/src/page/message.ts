import { plainText } from '../plain-text.js';
import type { Message } from '../protocol.js';
import { element } from './elements.js';
import { prose } from './prose.js';
import { clock } from './times.js';
import { markedText } from './words.js';

const LABELS: Readonly<Record<string, string>> = {
  user: 'You',
  assistant: 'Agent',
  thinking: 'Thinking',
  tool: 'Tool',
  system: 'System',
};
/** What the person and the agent say to each other stands open; the rest is one line until it is asked for. */
const SPOKEN = new Set(['user', 'assistant']);
const SUMMARY_LENGTH = 200;

/** One message of a conversation. Everything in it is text. */
export function messageElement(message: Message, pattern: RegExp | null): HTMLElement {
  const { role, time } = message;
  const known = LABELS[role] !== undefined;
  const label = element('h2', {}, LABELS[role] ?? role, element('time', {}, clock(time)));
  const text = plainText(message.text);
  const proseElement = () => element('div', { class: 'prose' }, ...prose(text, pattern));
  const rawElement = () => element('pre', { dir: 'auto' }, ...markedText(text, pattern));
  const body = SPOKEN.has(role)
    ? proseElement()
    : folded(text, role === 'thinking' ? proseElement : rawElement);
  return element('section', { class: `message ${known ? role : 'system'}`, tabindex: '-1' }, label, body);
}

/** One line that opens to the whole text, which may be megabytes and is laid out only then. */
function folded(text: string, whole: () => HTMLElement): HTMLElement {
  const [first = '', ...rest] = text
    .trim()
    .slice(0, 4 * SUMMARY_LENGTH)
    .split('\n');
  const more = rest.join(' ').replace(/\s+/g, ' ').slice(0, SUMMARY_LENGTH);
  const summary = element('summary', {}, element('b', {}, first.slice(0, SUMMARY_LENGTH)), ` ${more}`);
  const details = element('details', {}, summary);
  details.addEventListener('toggle', () => details.append(whole()), { once: true });
  return details;
}

/** Opens a folded message now: its place on the page must be known before scrolling to it. */
export function unfold(message: Element): Promise<void> {
  const details = message.querySelector('details');
  if (details === null || details.open) return Promise.resolve();
  return new Promise((resolve) => {
    details.addEventListener('toggle', () => resolve(), { once: true });
    details.open = true;
  });
}
