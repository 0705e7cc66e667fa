import { describeSampleAdapter } from '@keelson/sample/conformance';
import { memorySampleAdapter } from '@keelson/sample/memory';

describeSampleAdapter({
  name: 'memory',
  create: () => ({ adapter: () => memorySampleAdapter(), dispose: async () => undefined }),
  shared: false,
});
