// Runs in an empty project into which the packed tarball was installed.
const assert = require('node:assert/strict');
const { SampleStore } = require('@keelson/sample');
const { memorySampleAdapter } = require('@keelson/sample/memory');

async function main() {
  const store = new SampleStore({ adapter: memorySampleAdapter() });
  await store.put([{ name: 'greeting', value: 'hello' }]);
  assert.equal(await store.get('greeting'), 'hello');
  await store.close();
}

main();
