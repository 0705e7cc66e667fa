import { describeScenarios, type SuiteOptions } from '@keelson/internal-conformance/scenario';
import type { SearchAdapter } from '../adapter.js';
import { languageScenarios } from './language.js';
import { orderScenarios } from './order.js';
import { readingScenarios } from './reading.js';
import { recallScenarios } from './recall.js';
import { storageScenarios } from './storage.js';
import { tenantScenarios } from './tenants.js';
import { textScenarios } from './text.js';
import { typoScenarios } from './typos.js';

export type { StorageFixture, SuiteOptions } from '@keelson/internal-conformance/scenario';

/**
 * Registers with vitest what every search adapter must do, each scenario on fresh storage.
 *
 * @example
 * describeSearchAdapter({
 *   name: 'memory',
 *   shared: false,
 *   create: () => ({ adapter: () => memorySearchAdapter(), dispose: async () => {} }),
 * });
 */
export function describeSearchAdapter(options: SuiteOptions<SearchAdapter>): void {
  const scenarios = [
    storageScenarios,
    readingScenarios,
    textScenarios,
    recallScenarios,
    languageScenarios,
    orderScenarios,
    typoScenarios,
    tenantScenarios,
  ];
  describeScenarios(scenarios.flat(), options);
}
