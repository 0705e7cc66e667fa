import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeScenarios, type Scenario } from '../src/scenario.js';

interface Shelf {
  put(item: string): void;
  items(): readonly string[];
  close(): Promise<void>;
}

const log: string[] = [];

const SCENARIOS: readonly Scenario<Shelf>[] = [
  {
    key: 'starts-empty',
    title: 'starts empty',
    async run({ adapter }) {
      const shelf = adapter();
      expect(shelf.items()).toEqual([]);
      shelf.put('cup');
    },
  },
  {
    key: 'starts-empty-again',
    title: 'starts empty in every scenario',
    async run({ adapter }) {
      expect(adapter().items()).toEqual([]);
    },
  },
  {
    key: 'broken',
    title: 'does what this shelf cannot',
    async run() {
      throw new Error('not yet');
    },
  },
  {
    key: 'two-adapters',
    title: 'shows one adapter what the other put',
    shared: true,
    async run({ adapter }) {
      adapter().put('cup');
      expect(adapter().items()).toEqual(['cup']);
    },
  },
];

function suite(name: string, shared: boolean) {
  describeScenarios(SCENARIOS, {
    name,
    shared,
    knownGaps: ['broken'],
    create() {
      let stored: string[] = [];
      return {
        adapter: () => {
          const items = shared ? stored : [];
          return {
            put(item) {
              items.push(item);
            },
            items: () => items,
            async close() {
              log.push('adapter closed');
            },
          };
        },
        async dispose() {
          stored = [];
          log.push('disposed');
        },
      };
    },
  });
}

suite('a shared shelf', true);
suite('a private shelf', false);

describe('a suite of scenarios', () => {
  it('closes every adapter before it disposes of the storage', () => {
    expect(log.slice(0, 2)).toEqual(['adapter closed', 'disposed']);
  });

  it('fails once a known gap passes', async () => {
    const manifest = createRequire(import.meta.url).resolve('vitest/package.json');
    const vitest = join(dirname(manifest), 'vitest.mjs');
    const root = fileURLToPath(new URL('./passing-gap', import.meta.url));
    const run = promisify(execFile)(process.execPath, [vitest, 'run', '--root', root, '--reporter=json'], {
      timeout: 30_000,
    });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"numFailedTests":1') as string,
    });
  });

  it('refuses a known gap that names no scenario, and two scenarios with one key', () => {
    const twice = [...SCENARIOS, ...SCENARIOS];
    expect(() => describeScenarios(SCENARIOS, { name: 'x', create, knownGaps: ['absent'] })).toThrow(
      '"absent"',
    );
    expect(() => describeScenarios(twice, { name: 'x', create })).toThrow('same key');
  });
});

function create(): never {
  throw new Error('No scenario may run.');
}
