import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Observable } from '../src/observable.js';

class Door extends Observable<{ opened: { by: string } }> {
  open(by: string) {
    this.emit('opened', { by });
  }
}

const report = vi.spyOn(console, 'error');
beforeEach(() => void report.mockImplementation(() => undefined));
afterEach(() => void report.mockReset());

describe('Observable', () => {
  it('tells listeners until they unsubscribe', () => {
    const door = new Door();
    const seen: string[] = [];
    const stop = door.on('opened', ({ by }) => seen.push(by));
    door.once('opened', ({ by }) => seen.push(`${by}, once`));
    door.open('Ada');
    stop();
    stop();
    door.open('Grace');
    expect(seen).toEqual(['Ada', 'Ada, once']);
  });

  it('keeps a failing listener away from the emitter and from the other listeners', async () => {
    const door = new Door();
    const seen: string[] = [];
    door.on('opened', () => {
      throw new Error('synchronous');
    });
    door.on('opened', async () => Promise.reject(new Error('asynchronous')));
    door.on('opened', ({ by }) => seen.push(by));
    door.open('Ada');
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['Ada']);
    expect(report).toHaveBeenCalledTimes(2);
  });
});
