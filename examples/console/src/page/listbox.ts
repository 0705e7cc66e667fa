import { element } from './elements.js';

export interface Option {
  readonly href: string;
  readonly content: readonly Node[];
}

export interface OptionGroup {
  readonly heading: readonly Node[];
  readonly options: readonly Option[];
}

/** The list under the search box. Focus stays in the box; the active option is what Enter opens. */
export class Listbox {
  readonly #list: HTMLElement;
  readonly #input: HTMLInputElement;
  #options: readonly HTMLAnchorElement[] = [];
  #active = -1;

  constructor(list: HTMLElement, input: HTMLInputElement) {
    this.#list = list;
    this.#input = input;
  }

  /** Shows other options. The active one stays active if it is still there and `keep` says so. */
  show(groups: readonly OptionGroup[], { keep }: { readonly keep: boolean }): void {
    const before = this.active;
    const scrolled = this.#list.scrollTop;
    const options: HTMLAnchorElement[] = [];
    const shown = groups.map(({ heading, options: own }, index) => {
      const label = element(
        'div',
        { class: 'heading', id: `group-${index}`, role: 'presentation' },
        ...heading,
      );
      const items = own.map(({ href, content }) => {
        const item = element(
          'a',
          { href, role: 'option', id: `option-${options.length}`, tabindex: '-1', 'aria-selected': 'false' },
          ...content,
        );
        options.push(item);
        return item;
      });
      return element('div', { role: 'group', 'aria-labelledby': label.id }, label, ...items);
    });
    this.#list.replaceChildren(...shown);
    this.#options = options;
    this.#list.scrollTop = keep ? scrolled : 0;
    this.#activate(keep ? options.findIndex((option) => option.getAttribute('href') === before) : -1);
  }

  /** The address of the active option. */
  get active(): string | null {
    return this.#options[this.#active]?.getAttribute('href') ?? null;
  }

  /** What Enter opens: the active option, else the first. */
  get chosen(): string | null {
    return this.active ?? this.#options[0]?.getAttribute('href') ?? null;
  }

  move(step: 1 | -1): void {
    const count = this.#options.length;
    if (count === 0) return;
    const next = this.#active === -1 && step === -1 ? count - 1 : this.#active + step;
    this.#activate((next + count) % count);
  }

  /** Makes the option with this address the active one. */
  select(href: string): void {
    this.#activate(this.#options.findIndex((option) => option.getAttribute('href') === href));
  }

  #activate(index: number): void {
    this.#options[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = index;
    const option = this.#options[index];
    if (option === undefined) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }
}
