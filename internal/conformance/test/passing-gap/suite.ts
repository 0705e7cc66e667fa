import { describeScenarios } from '../../src/scenario.js';

describeScenarios([{ key: 'mended', title: 'works by now', run: async () => undefined }], {
  name: 'an adapter that got better',
  knownGaps: ['mended'],
  create: () => ({
    adapter: () => ({ close: async () => undefined }),
    dispose: async () => undefined,
  }),
});
