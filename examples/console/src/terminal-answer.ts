import { ACTIVE_CHARACTER, plainText, segments } from './plain-text.js';
import { projectName } from './project-name.js';
import type { Answer, Hit } from './protocol.js';
import { relativeTime } from './relative-time.js';

const BOLD = '1';
const DIM = '2';
const MATCH = '1;33';

export interface TerminalOptions {
  readonly colour: boolean;
  readonly now?: number;
}

/** The answer as a person reads it in a terminal. */
export function terminalAnswer({ hits }: Answer, { colour, now = Date.now() }: TerminalOptions): string {
  const paint = (style: string, text: string) =>
    colour && text !== '' ? `\u001b[${style}m${text}\u001b[0m` : text;
  const width = String(hits.length).length;
  return hits
    .map((hit, index) => {
      const facts = [
        projectName(hit.session.project),
        hit.role,
        relativeTime(hit.time, now),
        hit.session.agent,
      ];
      const about = facts.map((fact) => oneLine(fact ?? '')).filter((fact) => fact !== '');
      const indent = ' '.repeat(width + 2);
      return [
        `${String(index + 1).padStart(width)}  ${paint(BOLD, oneLine(hit.session.title ?? hit.session.id))}`,
        `${indent}${paint(DIM, about.join(' · '))}`,
        `${indent}${excerpt(hit, (text) => paint(MATCH, text))}`,
        '',
      ].join('\n');
    })
    .join('\n');
}

function excerpt({ text, ranges, cutStart, cutEnd }: Hit, mark: (text: string) => string): string {
  const parts = segments(text, ranges).map((part) => {
    const line = part.text.replace(/\s+/g, ' ');
    return part.marked ? mark(line) : line;
  });
  return `${cutStart ? '… ' : ''}${parts.join('').trim()}${cutEnd ? ' …' : ''}`;
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** One JSON document. What a terminal might act on is escaped, which JSON reads back as it was. */
export function jsonAnswer(answer: Answer): string {
  const escaped = JSON.stringify(answer).replace(
    ACTIVE_CHARACTER,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${escaped}\n`;
}
