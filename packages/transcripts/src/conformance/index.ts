import { describeScenarios, type SuiteOptions } from '@keelson/internal-conformance/scenario';
import type { TranscriptsAdapter } from '../adapter.js';
import { scenarios } from './scenarios.js';

export type { StorageFixture, SuiteOptions } from '@keelson/internal-conformance/scenario';

/**
 * Registers with vitest what every adapter for offsets must do, each scenario on fresh storage.
 *
 * @example
 * describeTranscriptsAdapter({
 *   name: 'memory',
 *   shared: false,
 *   create: () => ({ adapter: () => memoryTranscriptsAdapter(), dispose: async () => {} }),
 * });
 */
export function describeTranscriptsAdapter(options: SuiteOptions<TranscriptsAdapter>): void {
  describeScenarios(scenarios, options);
}
