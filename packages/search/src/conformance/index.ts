import { describeScenarios, type SuiteOptions } from '@keelson/internal-conformance/scenario';
import type { SearchAdapter } from '../adapter.js';
import { orderScenarios } from './order.js';
import { storageScenarios } from './storage.js';
import { textScenarios } from './text.js';

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
  describeScenarios([...storageScenarios, ...textScenarios, ...orderScenarios], options);
}
