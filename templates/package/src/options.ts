import { parse } from '@keelson/internal-runtime/parse-options';
import { z } from 'zod';
import type { SampleAdapter } from './adapter.js';
import { SampleError } from './errors.js';

/** How to construct a sample store. */
export interface SampleStoreOptions {
  /** Where the values live, such as `memorySampleAdapter()`. */
  readonly adapter: SampleAdapter;
  /**
   * The longest value that `put` accepts, in UTF-16 code units, from 1 to 1,000,000.
   *
   * @default 10_000
   */
  readonly maxValueLength?: number | undefined;
}

const schema = z.object({
  adapter: z.custom<SampleAdapter>(
    (value) => typeof (value as SampleAdapter | null | undefined)?.list === 'function',
    'expected an adapter, such as memorySampleAdapter() from "@keelson/sample/memory"',
  ),
  maxValueLength: z.int().min(1).max(1_000_000).default(10_000),
}) satisfies z.ZodType<unknown, SampleStoreOptions>;

/** The options with every default filled in. */
export type ResolvedOptions = z.output<typeof schema>;

/** Fills in defaults, or says which option is wrong. */
export function parseOptions(options: SampleStoreOptions): ResolvedOptions {
  return parse(
    schema,
    options,
    (summary, _problems, cause) =>
      new SampleError('SAMPLE_INVALID_OPTIONS', `SampleStore cannot use its options: ${summary}.`, { cause }),
  );
}
