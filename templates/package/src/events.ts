import type { SampleRecord } from './adapter.js';

/** What a sample store announces, after the fact. */
export interface SampleStoreEvents {
  /** These records were committed. */
  readonly stored: readonly SampleRecord[];
}
