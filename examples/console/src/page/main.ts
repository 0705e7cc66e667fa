import { Conversation } from './conversation.js';
import { byId } from './elements.js';
import { Finder } from './finder.js';
import { Listbox } from './listbox.js';
import { hrefOf, readRoute } from './route.js';
import { followStatus } from './status-line.js';

const input = byId('query', HTMLInputElement);
const pane = byId('conversation', HTMLElement);
const list = byId('list', HTMLElement);
const listbox = new Listbox(list, input);
const finder = new Finder(listbox, list, byId('count', HTMLElement));
const conversation = new Conversation(pane);

/** Shows what the address says. */
function render(): void {
  const route = readRoute(location);
  const { session, query } = route;
  if (input.value !== query) input.value = query;
  void finder.show(query).then(() => {
    if (session !== null) listbox.select(hrefOf(route));
  });
  document.body.classList.toggle('reading', session !== null);
  pane.hidden = session === null;
  if (session === null) {
    conversation.close();
    input.focus();
  } else void conversation.open({ ...route, session });
}

function go(href: string): void {
  if (href !== hrefOf(readRoute(location))) history.pushState(null, '', href);
  render();
}

function back(): void {
  go(hrefOf({ ...readRoute(location), session: null, message: null, at: null }));
}

input.addEventListener('input', () => {
  const query = input.value;
  if (list.offsetParent === null) {
    // On a small screen the conversation hides the list.
    go(hrefOf({ query, session: null, message: null, at: null }));
    return;
  }
  // The address follows the query without filling the history; a conversation beside the list stays open.
  history.replaceState(null, '', hrefOf({ ...readRoute(location), query }));
  finder.type(query);
});

input.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') listbox.move(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Enter') {
    // Enter may come before the answer to the last key.
    void finder.show(input.value).then(() => {
      if (listbox.chosen !== null) go(listbox.chosen);
    });
  } else return;
  event.preventDefault();
});

document.addEventListener('keydown', (event) => {
  const typing = event.target === input;
  const wanted = event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'f';
  if (wanted || (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey)) {
    input.focus();
    input.select();
  } else if (event.key === 'Escape' && !event.isComposing) {
    if (readRoute(location).session !== null) back();
    else go('/');
  } else return;
  event.preventDefault();
});

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest('.back') !== null) {
    back();
    return;
  }
  const href = event.target.closest('a')?.getAttribute('href');
  // A new tab or window is the browser's business.
  if (href == null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  go(href);
});

addEventListener('popstate', render);
render();
void followStatus(byId('status', HTMLElement), byId('progress', HTMLProgressElement), ({ sample }) => {
  finder.sample = sample;
  void finder.refresh();
  void conversation.refresh();
});
