import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { TranscriptOffset, TranscriptsAdapter } from '../adapter.js';

function offset(path: string, fields: Partial<TranscriptOffset> = {}): TranscriptOffset {
  return {
    path,
    agent: 'claude-code',
    version: 1,
    fileId: '2049:1234567',
    size: 1000,
    modifiedAt: 1_763_000_000_000.25,
    changedAt: 1_763_000_000_001.5,
    offset: 900,
    headHash: 'head',
    tailHash: 'tail',
    state: { projectId: '/home/ada/engine' },
    ...fields,
  };
}

/** Paths that a file system allows and storage might not tell apart, or might tear. */
const AWKWARD_PATHS = [
  '/a',
  '/A',
  '/a ',
  ' /a',
  '/caf\u00e9',
  '/cafe\u0301',
  '/日本語/ログ.jsonl',
  '/🚀/💥.jsonl',
  "/it's.jsonl",
  '/"quoted".jsonl',
  '/50%_done*.jsonl',
  '/new\nline\ttab.jsonl',
  '/back\\slash',
  'C:\\Users\\ada\\.claude\\x.jsonl',
  '//server/share',
  `/${'long/'.repeat(800)}end.jsonl`,
];

const AWKWARD_STATES: readonly TranscriptOffset['state'][] = [
  null,
  true,
  0,
  -0.5,
  '',
  'null',
  [],
  {},
  [null, [[]], { '': '' }],
  { text: 'NUL \0, lone \ud800 surrogate, \u2028, "quotes", 日本語 🚀' },
  { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER, tiny: 5e-324 },
];

const byPath = (offsets: readonly TranscriptOffset[]) => new Map(offsets.map((each) => [each.path, each]));

async function listAll(adapter: TranscriptsAdapter, limit: number): Promise<readonly TranscriptOffset[]> {
  const items: TranscriptOffset[] = [];
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const page = await adapter.list({ after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

export const scenarios: readonly Scenario<TranscriptsAdapter>[] = [
  {
    key: 'get-unknown',
    title: 'leaves out paths that were never stored',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      expect(await store.get(['/nowhere'])).toEqual([]);
      expect(await store.get([])).toEqual([]);
      await store.put([offset('/a')]);
      expect(await store.get(['/nowhere', '/a'])).toEqual([offset('/a')]);
    },
  },
  {
    key: 'put-replaces',
    title: 'replaces the offset of a path, and of two in one call keeps the later',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      await store.put([]);
      await store.put([offset('/a', { offset: 1 }), offset('/b'), offset('/a', { offset: 2 })]);
      expect(await store.get(['/a'])).toEqual([offset('/a', { offset: 2 })]);
      await store.put([offset('/a', { offset: 3, agent: 'codex', state: null })]);
      expect(await store.get(['/a', '/a'])).toEqual([
        offset('/a', { offset: 3, agent: 'codex', state: null }),
      ]);
    },
  },
  {
    key: 'awkward-paths',
    title: 'tells apart and gives back paths with any characters',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      const offsets = AWKWARD_PATHS.map((path, index) => offset(path, { offset: index }));
      await store.put(offsets);
      expect(byPath(await store.get(AWKWARD_PATHS))).toEqual(byPath(offsets));
      expect(byPath(await listAll(store, 3))).toEqual(byPath(offsets));
    },
  },
  {
    key: 'awkward-values',
    title: 'gives back every state, number and hash as it was',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      const offsets = AWKWARD_STATES.map((state, index) => offset(`/${index}`, { state }));
      const most = Number.MAX_SAFE_INTEGER;
      offsets.push(
        offset('/large', { size: most, offset: most, version: most, modifiedAt: 8.64e15, changedAt: 0.0001 }),
        offset('/empty', { size: 0, offset: 0, fileId: '', headHash: '', tailHash: '' }),
      );
      await store.put(offsets);
      expect(byPath(await store.get(offsets.map(({ path }) => path)))).toEqual(byPath(offsets));
    },
  },
  {
    key: 'plain-records',
    title: 'gives out copies: what the caller changes afterwards changes nothing stored',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      const before = [offset('/a', { state: { title: null } })];
      const given = structuredClone(before);
      await store.put(given);
      Object.assign(given[0]?.state ?? {}, { title: 'changed' });
      const [first] = await store.get(['/a']);
      expect([first]).toEqual(before);
      Object.assign(first?.state ?? {}, { title: 'changed' });
      expect(await store.get(['/a'])).toEqual(before);
    },
  },
  {
    key: 'list-pages',
    title: 'lists everything once, page by page, in one order',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      expect(await store.list({ after: null, limit: 10 })).toEqual({ items: [], next: null });
      await store.put(Array.from({ length: 10 }, (_, index) => offset(`/${index}`)));
      const inOne = await listAll(store, 10);
      expect(new Set(inOne.map(({ path }) => path)).size).toBe(10);
      expect(await listAll(store, 1)).toEqual(inOne);
      expect(await listAll(store, 3)).toEqual(inOne);
      expect(await listAll(store, 1000)).toEqual(inOne);
    },
  },
  {
    key: 'many',
    title: 'stores and finds thousands of paths at once',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      const offsets = Array.from({ length: 3000 }, (_, index) =>
        offset(`/sessions/${index}.jsonl`, { offset: index }),
      );
      await store.put(offsets);
      expect(byPath(await store.get(offsets.map(({ path }) => path)))).toEqual(byPath(offsets));
    },
  },
  {
    key: 'concurrent',
    title: 'takes calls that do not wait for each other, and the last put of a path wins',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.put([offset('/a', { offset: index })])),
      );
      expect(await store.get(['/a'])).toEqual([offset('/a', { offset: 49 })]);
    },
  },
  {
    key: 'open-close-twice',
    title: 'may be opened twice, closed twice, and closed without having been opened',
    async run({ adapter }) {
      const store = adapter();
      await Promise.all([store.open(), store.open()]);
      await store.open();
      await store.put([offset('/a')]);
      await Promise.all([store.close(), store.close()]);
      await store.close();
      await adapter().close();
    },
  },
  {
    key: 'use-after-close',
    title: 'refuses every call after close with TRANSCRIPTS_CLOSED',
    async run({ adapter }) {
      const store = adapter();
      await store.open();
      await store.close();
      const closed = { code: 'TRANSCRIPTS_CLOSED' };
      await expect(store.get(['/a'])).rejects.toMatchObject(closed);
      await expect(store.put([offset('/a')])).rejects.toMatchObject(closed);
      await expect(store.list({ after: null, limit: 1 })).rejects.toMatchObject(closed);
    },
  },
  {
    key: 'reopened',
    title: 'finds after a restart what was stored before',
    shared: true,
    async run({ adapter }) {
      const before = adapter();
      await before.open();
      await before.put([offset('/a', { offset: 7 })]);
      await before.close();
      const after = adapter();
      await after.open();
      expect(await after.get(['/a'])).toEqual([offset('/a', { offset: 7 })]);
    },
  },
  {
    key: 'two-adapters',
    title: 'lets two adapters share one database: each sees what the other stored, and nothing is lost',
    shared: true,
    async run({ adapter }) {
      const [one, two] = [adapter(), adapter()];
      await Promise.all([one.open(), two.open()]);
      const paths = Array.from({ length: 40 }, (_, index) => `/${index}`);
      await Promise.all(paths.map((path, index) => (index % 2 === 0 ? one : two).put([offset(path)])));
      expect((await one.get(paths)).length).toBe(40);
      expect((await two.get(paths)).length).toBe(40);
      await one.close();
      await two.put([offset('/0', { offset: 1 })]);
      expect(await two.get(['/0'])).toEqual([offset('/0', { offset: 1 })]);
    },
  },
];
