import { SampleError, SampleStore, type SampleStoreOptions } from '@keelson/sample';
import { memorySampleAdapter } from '@keelson/sample/memory';
import { describe, expect, it } from 'vitest';

const open = (options: Partial<SampleStoreOptions> = {}) =>
  new SampleStore({ adapter: memorySampleAdapter(), ...options });

describe('SampleStore', () => {
  it('opens on first use and returns what was put', async () => {
    const store = open();
    await store.put([{ name: 'greeting', value: 'hello' }]);
    expect(await store.get('greeting')).toBe('hello');
    expect(await store.get('absent')).toBeNull();
  });

  it('lists every record once, a page at a time', async () => {
    const store = open();
    await store.put(['a', 'b', 'c'].map((name) => ({ name, value: name })));
    const first = await store.list({ limit: 2 });
    expect(first).toEqual({
      items: [
        { name: 'a', value: 'a' },
        { name: 'b', value: 'b' },
      ],
      next: 'b',
    });
    expect(await store.list({ limit: 2, after: first.next })).toEqual({
      items: [{ name: 'c', value: 'c' }],
      next: null,
    });
  });

  it('announces what was stored, whatever a listener does', async () => {
    const store = open();
    const stored: string[] = [];
    const stop = store.on('stored', (records) => stored.push(...records.map(({ name }) => name)));
    await store.put([{ name: 'a', value: '1' }]);
    stop();
    await store.put([{ name: 'b', value: '2' }]);
    expect(stored).toEqual(['a']);
  });

  it('writes nothing of a batch with a bad record, and says which and why', async () => {
    const store = open({ maxValueLength: 3 });
    const refused = store.put([
      { name: 'good', value: 'abc' },
      { name: 'good', value: 'abcd' },
    ]);
    await expect(refused).rejects.toThrow(/put was refused: \[1\]\.value: .*3 characters/);
    await expect(refused).rejects.toMatchObject({ code: 'SAMPLE_INVALID_ARGUMENT', retryable: false });
    expect((await store.list()).items).toEqual([]);
  });

  it('refuses options that it cannot use', () => {
    expect(() => open({ maxValueLength: 0 })).toThrow(SampleError);
    expect(() => open({ adapter: {} as never })).toThrow(/memorySampleAdapter\(\)/);
  });

  it('refuses calls after it was closed', async () => {
    const store = open();
    await store.put([{ name: 'a', value: '1' }]);
    await store.close();
    await store.close();
    await expect(store.get('a')).rejects.toMatchObject({ code: 'SAMPLE_CLOSED' });
  });
});
