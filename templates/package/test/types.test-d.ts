// `npm run typecheck` checks this file; it never runs.
import { type SampleErrorCode, type SamplePage, SampleStore, type SampleStoreOptions } from '@keelson/sample';
import { memorySampleAdapter } from '@keelson/sample/memory';
import { expectTypeOf } from 'vitest';

const store = new SampleStore({ adapter: memorySampleAdapter(), maxValueLength: undefined });

expectTypeOf(store.get('a')).resolves.toEqualTypeOf<string | null>();
expectTypeOf(store.list()).resolves.toEqualTypeOf<SamplePage>();
expectTypeOf<'SAMPLE_CLOSED'>().toExtend<SampleErrorCode>();
expectTypeOf<{ maxValueLength: number }>().not.toExtend<SampleStoreOptions>();
store.on('stored', (records) => expectTypeOf(records[0]?.value).toEqualTypeOf<string | undefined>());

// @ts-expect-error -- records come as an array
void store.put({ name: 'a', value: '1' });
// @ts-expect-error -- no such event
store.on('lost', () => undefined);
// @ts-expect-error -- only the store itself emits
store.emit('stored', []);
