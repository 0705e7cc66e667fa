import { element } from './elements.js';
import { markedText } from './words.js';

/**
 * Text with the few signs of Markdown that help reading: fenced blocks, tables, headings, `code` and **bold**.
 * Everything else stays as it was written. Elements are made one by one, so none can come from the text.
 */
export function prose(text: string, pattern: RegExp | null): readonly Node[] {
  const nodes: Node[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const endBlock = () => {
    const block = fence === null ? lines.join('\n').replace(/^\n+|\s+$/g, '') : lines.join('\n');
    if (block !== '') nodes.push(fence === null ? paragraph(block, pattern) : code(block, pattern));
    lines = [];
  };
  for (const line of text.split('\n')) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || mark.startsWith(fence))) {
      endBlock();
      fence = fence === null ? mark : null;
    } else if (fence === null && line.trim() === '') endBlock();
    else lines.push(line);
  }
  endBlock();
  return nodes;
}

function code(text: string, pattern: RegExp | null): HTMLElement {
  return element('pre', {}, ...markedText(text, pattern));
}

function paragraph(text: string, pattern: RegExp | null): HTMLElement {
  if (text.split('\n').every((line) => /^\s*\|/.test(line))) return code(text, pattern);
  const heading = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
  if (heading !== undefined) {
    return element('p', { class: 'heading', dir: 'auto' }, ...inline(heading, pattern));
  }
  return element('p', { dir: 'auto' }, ...inline(text, pattern));
}

function inline(text: string, pattern: RegExp | null): readonly Node[] {
  return text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/).flatMap((part): readonly Node[] => {
    if (/^`.+`$/.test(part)) return [element('code', {}, ...markedText(part.slice(1, -1), pattern))];
    if (/^\*\*.+\*\*$/.test(part)) return [element('strong', {}, ...inline(part.slice(2, -2), pattern))];
    return markedText(part, pattern);
  });
}
