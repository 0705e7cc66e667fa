import { describe, expect, it } from 'vitest';
import { jsonAnswer, terminalAnswer } from '../src/terminal-answer.js';
import type { Answer } from '../src/protocol.js';
import { HOSTILE } from './session-files.js';

const now = Date.UTC(2026, 0, 10);

function answerWith(text: string, title = 'Fix the login'): Answer {
  const session = {
    id: 's1',
    title,
    project: '/home/ada/web-shop',
    agent: 'codex',
    startTime: null,
    endTime: null,
  };
  const time = now - 3 * 86_400_000;
  const hit = { messageId: 'm1', role: 'user', time, score: 1, text, session };
  return {
    version: 1,
    query: 'quicksand',
    count: 1,
    capped: false,
    partial: false,
    corrections: [],
    tookMs: 1,
    hits: [{ ...hit, ranges: [[0, 9]], cutStart: false, cutEnd: true, corrected: false }],
  };
}

describe('the answer in a terminal', () => {
  it('names session, project, role, time and agent, and shows the excerpt', () => {
    expect(terminalAnswer(answerWith('quicksand\n in the\tcache'), { colour: false, now })).toBe(
      '1  Fix the login\n   web-shop · user · 3 days ago · codex\n   quicksand in the cache …\n',
    );
  });

  it('highlights what matches', () => {
    expect(terminalAnswer(answerWith('quicksand here'), { colour: true, now })).toContain(
      '\u001b[1;33mquicksand\u001b[0m here',
    );
  });

  it('lets nothing of a transcript act on the terminal', () => {
    const text = terminalAnswer(answerWith(HOSTILE, HOSTILE), { colour: false, now });
    expect(text).toContain('quicksand <img src=x onerror="alert(1)">');
    expect(text).toContain('red gnp.exe');
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('escapes the same in JSON, which reads back as it was', () => {
    const text = jsonAnswer(answerWith(HOSTILE));
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(JSON.parse(text)).toEqual(answerWith(HOSTILE));
  });
});
