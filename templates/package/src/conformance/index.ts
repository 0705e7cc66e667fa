import {
  describeScenarios,
  type Scenario,
  type ScenarioContext,
  type SuiteOptions,
} from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SampleAdapter } from '../adapter.js';

export type { StorageFixture, SuiteOptions } from '@keelson/internal-conformance/scenario';

/**
 * Registers a vitest test for everything that a {@link SampleAdapter} promises.
 *
 * @example
 * describeSampleAdapter({
 *   name: 'memory',
 *   create: () => ({ adapter: () => memorySampleAdapter(), dispose: async () => {} }),
 *   shared: false,
 * });
 */
export function describeSampleAdapter(options: SuiteOptions<SampleAdapter>): void {
  describeScenarios(scenarios, options);
}

const all = { after: null, limit: 1000 };

async function opened(context: ScenarioContext<SampleAdapter>): Promise<SampleAdapter> {
  const adapter = context.adapter();
  await adapter.open();
  return adapter;
}

const scenarios: readonly Scenario<SampleAdapter>[] = [
  {
    key: 'round-trip',
    title: 'returns every value as it was put, however awkward',
    async run(context) {
      const adapter = await opened(context);
      const values = ['', ' ', "'; DROP TABLE sample; --", 'a\r\nb\tc', '😀 ä ﬁ', '%_\\', 'x'.repeat(10_000)];
      const records = values.map((value, index) => ({ name: `value-${index}`, value }));
      await adapter.put(records);
      expect(await adapter.list(all)).toEqual(records);
    },
  },
  {
    key: 'absent',
    title: 'leaves out names that were never put',
    async run(context) {
      const adapter = await opened(context);
      await adapter.put([{ name: 'here', value: '1' }]);
      expect(await adapter.get(['here', 'absent'])).toEqual([{ name: 'here', value: '1' }]);
      expect(await adapter.get([])).toEqual([]);
    },
  },
  {
    key: 'replace',
    title: 'replaces a value, and keeps the last of two in one call',
    async run(context) {
      const adapter = await opened(context);
      await adapter.put([{ name: 'a', value: '1' }]);
      await adapter.put([
        { name: 'a', value: '2' },
        { name: 'a', value: '3' },
      ]);
      expect(await adapter.list(all)).toEqual([{ name: 'a', value: '3' }]);
    },
  },
  {
    key: 'pages',
    title: 'lists by name, a page at a time, each record once',
    async run(context) {
      const adapter = await opened(context);
      const names = ['b', 'a.b', 'z', 'a', '_', '10', '9', 'a-b'];
      await adapter.put(names.map((name) => ({ name, value: '' })));
      const listed: string[] = [];
      for (let after: string | null = null; ; after = listed.at(-1) ?? null) {
        const page = await adapter.list({ after, limit: 3 });
        listed.push(...page.map(({ name }) => name));
        if (page.length < 3) break;
      }
      expect(listed).toEqual(names.toSorted());
    },
  },
  {
    key: 'concurrent',
    title: 'keeps every one of many writes made at once',
    async run(context) {
      const adapter = await opened(context);
      const names = Array.from({ length: 50 }, (_, index) => `name-${index}`);
      await Promise.all(names.map((name) => adapter.put([{ name, value: name }])));
      expect(await adapter.get(names)).toHaveLength(50);
    },
  },
  {
    key: 'snapshot',
    title: 'keeps what was put although the caller changes its object later',
    async run(context) {
      const adapter = await opened(context);
      const record = { name: 'a', value: 'before' };
      await adapter.put([record]);
      record.value = 'after';
      expect(await adapter.get(['a'])).toEqual([{ name: 'a', value: 'before' }]);
    },
  },
  {
    key: 'open-close-twice',
    title: 'may be opened twice and closed twice, and refuses work afterwards',
    async run(context) {
      const adapter = await opened(context);
      await adapter.open();
      await adapter.put([{ name: 'a', value: '1' }]);
      await adapter.close();
      await adapter.close();
      await expect(adapter.put([{ name: 'b', value: '2' }])).rejects.toMatchObject({ code: 'SAMPLE_CLOSED' });
      await expect(adapter.list(all)).rejects.toMatchObject({ code: 'SAMPLE_CLOSED' });
    },
  },
  {
    key: 'reopen',
    title: 'finds after a restart what was put before it',
    shared: true,
    async run(context) {
      const before = await opened(context);
      await before.put([{ name: 'a', value: '1' }]);
      await before.close();
      const after = await opened(context);
      expect(await after.get(['a'])).toEqual([{ name: 'a', value: '1' }]);
    },
  },
  {
    key: 'two-adapters',
    title: 'shows to one adapter what another on the same storage has put',
    shared: true,
    async run(context) {
      const [first, second] = await Promise.all([opened(context), opened(context)]);
      await Promise.all([first.put([{ name: 'a', value: '1' }]), second.put([{ name: 'b', value: '2' }])]);
      expect(await first.list(all)).toEqual(await second.list(all));
      expect(await first.list(all)).toHaveLength(2);
    },
  },
];
