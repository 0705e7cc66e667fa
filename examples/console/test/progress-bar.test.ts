import { describe, expect, it } from 'vitest';
import { ProgressBar, progressLine } from '../src/progress-bar.js';

const progress = {
  filesTotal: 54,
  filesRead: 12,
  filesUnchanged: 0,
  filesIgnored: 0,
  filesFailed: 0,
  bytesTotal: 24_000_000,
  bytesRead: 6_000_000,
  messages: 900,
  sessions: 12,
  elapsedMs: 1500,
  bytesPerSecond: 4_000_000,
};

function record(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, bar: new ProgressBar({ isTTY, columns, write: (text) => written.push(text) }) };
}

describe('the progress bar', () => {
  it('shows sessions, speed and time left', () => {
    expect(progressLine(progress, 80)).toMatchInlineSnapshot(
      `"Indexing ████████░░░░░░░░░░░░░░░░░░░░░░  25%  12 sessions  4.0 MB/s  5 s left"`,
    );
  });

  it.each([20, 40, 60, 80, 200])('fits into %i columns', (columns) => {
    expect(progressLine(progress, columns).length).toBeLessThan(columns);
  });

  it('shows nothing for the first second, nor where there is nothing to read', () => {
    const { bar, written } = record(true);
    bar.update({ ...progress, elapsedMs: 999 });
    bar.update({ ...progress, bytesTotal: 0, bytesRead: 0 });
    bar.clear();
    expect(written).toEqual([]);
  });

  it('redraws one line in a terminal and takes it away at the end', () => {
    const { bar, written } = record(true);
    bar.update(progress);
    bar.update(progress);
    bar.clear();
    expect(written).toHaveLength(3);
    expect(written[1]).toMatch(/^\r[^\n]*$/);
    expect(written[2]).toBe('\r\u001b[K');
  });

  it('writes a plain line every second elsewhere', () => {
    const { bar, written } = record(false);
    for (let elapsedMs = 0; elapsedMs <= 3000; elapsedMs += 100) bar.update({ ...progress, elapsedMs });
    expect(written).toEqual(Array(3).fill('Indexing 25%  12 sessions  4.0 MB/s  5 s left\n'));
  });
});
