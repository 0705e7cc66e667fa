import { hasChromium, launchChromium } from '@keelson/internal-conformance/chromium';
import { service } from '@keelson/internal-conformance/services';
import { describe, expect, it } from 'vitest';
import { browserProgram, verdictsOfNode } from './browser-program.js';

describe.skipIf(!service('Chromium', hasChromium, 'install the Debian package chromium'))(
  'in Chromium',
  () => {
    it('every verdict is the same as in Node', async () => {
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        const verdicts = await page.evaluate<string>(await browserProgram());
        expect(JSON.parse(verdicts)).toEqual(verdictsOfNode());
      } finally {
        await browser.close();
      }
    });
  },
);
