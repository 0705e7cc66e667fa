import { segments } from '../plain-text.js';
import type { Hit } from '../protocol.js';
import { element } from './elements.js';

/** The excerpt of a hit with its matches marked. */
export function excerptOf({ text, ranges, cutStart, cutEnd }: Hit): HTMLElement {
  const parts = segments(text, ranges).map((part) => {
    const line = part.text.replace(/\s+/g, ' ');
    return part.marked ? element('mark', {}, line) : line;
  });
  return element(
    'span',
    { class: 'excerpt', dir: 'auto' },
    ...(cutStart ? ['…'] : []),
    ...parts,
    ...(cutEnd ? ['…'] : []),
  );
}
