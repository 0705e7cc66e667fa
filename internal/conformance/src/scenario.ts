import { afterEach, describe, it } from 'vitest';

/** One place where data lives, made fresh for each scenario: a folder, a schema, an object. */
export interface StorageFixture<Adapter> {
  /** A new adapter over this storage, as a restart or a second process would make it. */
  adapter(): Adapter;
  /** Removes the storage. Adapters that are still open have been closed before. */
  dispose(): Promise<void>;
}

/** One sentence about the behaviour of an adapter, and the check of it. */
export interface Scenario<Adapter extends ClosableAdapter> {
  /** Never changes once released: known gaps are listed by it. */
  readonly key: string;
  /** A sentence: "returns null for an id that was never written". */
  readonly title: string;
  /** Two adapters of one fixture see the same data. A memory adapter skips these. */
  readonly shared?: boolean;
  run(context: ScenarioContext<Adapter>): Promise<void>;
}

export interface ScenarioContext<Adapter> {
  /** Makes an adapter over the scenario's storage; it is closed when the scenario ends. */
  readonly adapter: () => Adapter;
}

interface ClosableAdapter {
  close(): Promise<void>;
}

/** How an adapter takes part in a conformance suite. */
export interface SuiteOptions<Adapter> {
  /** The adapter's name in the test report. */
  readonly name: string;
  /** Makes fresh storage. Called once for each scenario. */
  create(): Promise<StorageFixture<Adapter>> | StorageFixture<Adapter>;
  /** Whether two adapters of one fixture see the same data. @default true */
  readonly shared?: boolean | undefined;
  /** Keys of scenarios that this adapter is known to fail. Each fails the suite once it starts to pass. */
  readonly knownGaps?: readonly string[] | undefined;
}

/** Registers every scenario as a vitest test with a store of its own. */
export function describeScenarios<Adapter extends ClosableAdapter>(
  scenarios: readonly Scenario<Adapter>[],
  options: SuiteOptions<Adapter>,
): void {
  const gaps = new Set(options.knownGaps);
  const keys = new Set(scenarios.map(({ key }) => key));
  if (keys.size !== scenarios.length) throw new Error('Two scenarios have the same key.');
  for (const gap of gaps) {
    if (!keys.has(gap)) throw new Error(`knownGaps names "${gap}", which is no scenario of this suite.`);
  }

  describe(options.name, () => {
    const cleanUps: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    });

    const run = async (scenario: Scenario<Adapter>) => {
      const fixture = await options.create();
      cleanUps.push(() => fixture.dispose());
      await scenario.run({
        adapter() {
          const adapter = fixture.adapter();
          cleanUps.push(() => adapter.close());
          return adapter;
        },
      });
    };

    for (const scenario of scenarios) {
      if (scenario.shared === true && options.shared === false) continue;
      const title = `${scenario.title} [${scenario.key}]`;
      if (gaps.has(scenario.key)) {
        it(`known gap: ${title}`, async () => {
          const passed = await run(scenario).then(
            () => true,
            () => false,
          );
          if (passed) throw new Error(`"${scenario.key}" passes now: take it out of knownGaps.`);
        });
      } else {
        it(title, () => run(scenario));
      }
    }
  });
}
