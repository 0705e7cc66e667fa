import { recordBenchmark } from '../../../tooling/benchmark.js';
import { ErrorClassifier } from '../src/index.js';
import { retry } from '../src/retry/index.js';
import { SCENARIOS, simulate, type Client, type SimulationResult } from '../test/retry-simulation.js';
import type { Packages } from './packages.js';
import { aiSdkRule, openAiRule, type SdkRule } from './sdk-rules.js';

const SEEDS = [1, 2, 3, 4, 5];

/** Compares how executors get 200 clients through a server that admits 20 each second. */
export async function simulateRetries(packages: Packages): Promise<void> {
  const { pRetry, versions } = packages;
  const classifier = new ErrorClassifier();
  const pRetryName = `p-retry ${versions['p-retry'] ?? ''}`;
  const clients: Readonly<Record<string, Client>> = {
    '@keelson/errors/retry': (send, clock, random) => retry(send, { classifier, clock, random }),
    [pRetryName]: onGlobals((send) => pRetry(send)),
    [`${pRetryName}, randomize`]: onGlobals((send) => pRetry(send, { randomize: true })),
    [openAiRule.name]: following(openAiRule, openAiRule.defaultRetries),
    [`${openAiRule.name}, maxRetries 19`]: following(openAiRule, 19),
    [aiSdkRule.name]: following(aiSdkRule, aiSdkRule.defaultRetries),
    [`${aiSdkRule.name}, maxRetries 19`]: following(aiSdkRule, 19),
  };
  const scenarios = [];
  for (const scenario of SCENARIOS) {
    const results = [];
    for (const [name, client] of Object.entries(clients)) {
      const runs: SimulationResult[] = [];
      for (const seed of SEEDS) runs.push(await keepingGlobals(() => simulate(client, scenario, seed)));
      results.push({ name, ...mean(runs) });
    }
    console.log(`\n200 clients, 20 admitted each second: ${scenario.name} (mean of ${SEEDS.length} runs)`);
    console.table(Object.fromEntries(results.map(({ name, ...figures }) => [name, figures])));
    scenarios.push({ scenario: scenario.name, results });
  }
  const title =
    '200 clients send at once to a server that admits 20 each second and states the time in whole seconds';
  recordBenchmark('errors-retry-simulation', { packages: versions, title, runs: SEEDS.length, scenarios });
}

/** An executor that does what the SDK's rule says. */
function following(rule: SdkRule, maxRetries: number): Client {
  return async (send, clock, random) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await send();
        return;
      } catch (error) {
        if (!(error instanceof Error) || !rule.retryable(error) || attempt >= maxRetries) throw error;
        const waitMs = rule.waitMs(error, attempt, random);
        await new Promise<void>((resolve) => clock.setTimeout(resolve, waitMs));
      }
    }
  };
}

/** Gives the simulation's clock to an executor that only knows the runtime's. */
function onGlobals(client: Client): Client {
  return (send, clock, random) => {
    globalThis.setTimeout = clock.setTimeout.bind(clock) as typeof setTimeout;
    Math.random = random;
    return client(send, clock, random);
  };
}

async function keepingGlobals<T>(work: () => Promise<T>): Promise<T> {
  const { setTimeout } = globalThis;
  const { random } = Math;
  try {
    return await work();
  } finally {
    globalThis.setTimeout = setTimeout;
    Math.random = random;
  }
}

function mean(runs: readonly SimulationResult[]) {
  const of = (pick: (run: SimulationResult) => number) =>
    Number((runs.reduce((sum, run) => sum + pick(run), 0) / runs.length).toFixed(2));
  return {
    successPercent: of(({ success }) => success * 100),
    // Without a success there is no such figure.
    requestsPerSuccess: runs.every(({ success }) => success > 0)
      ? of(({ requestsPerSuccess }) => requestsPerSuccess)
      : null,
    tooEarly: of(({ tooEarly }) => tooEarly),
    lastSuccessSeconds: of(({ lastSuccessMs }) => lastSuccessMs / 1_000),
  };
}
