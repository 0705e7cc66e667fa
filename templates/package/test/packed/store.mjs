// Runs in an empty project into which the packed tarball was installed.
import assert from 'node:assert/strict';
import { SampleStore } from '@keelson/sample';
import { memorySampleAdapter } from '@keelson/sample/memory';

const store = new SampleStore({ adapter: memorySampleAdapter() });
await store.put([{ name: 'greeting', value: 'hello' }]);
assert.equal(await store.get('greeting'), 'hello');
await store.close();
