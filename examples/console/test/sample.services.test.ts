import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasChromium, launchChromium } from '@keelson/internal-conformance/chromium';
import { service } from '@keelson/internal-conformance/services';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessagePage, SessionPage } from '../src/protocol.js';
import { inView, onPage } from './browser.js';
import { start } from './program.js';
import { temporaryFolder } from './session-files.js';

const screenshots = fileURLToPath(new URL('../screenshots', import.meta.url));
type Server = Awaited<ReturnType<typeof start>>;

describe.skipIf(!service('Chromium', hasChromium, 'install the Debian package chromium'))(
  'the sample',
  () => {
    let browser: Browser;
    let sample: Server;

    beforeAll(async () => {
      sample = await start([], { home: temporaryFolder() });
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser.close();
      await sample.stop();
    });

    it.each([
      ['light', 1440],
      ['dark', 1440],
      ['light', 400],
      ['dark', 400],
    ] as const)('is searched and read, %s, at %i pixels', async (colorScheme, width) => {
      const word = await wordOf(sample);
      await onPage(
        browser,
        sample.url,
        '/',
        async (page) => {
          const shot = (name: string) =>
            page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`) });
          await page.getByText('These are samples').waitFor();
          await shot('sessions');
          await page.keyboard.type(word);
          await page.locator('[role=option] mark').first().waitFor();
          await page.keyboard.press('ArrowDown');
          await shot('results');
          await page.keyboard.press('Enter');
          await page.locator('.message.found mark').first().waitFor();
          await expect.poll(() => inView(page)).toBe(true);
          await shot('conversation');
        },
        { colorScheme, viewport: { width, height: 900 } },
      );
    });
  },
);

/** A longer word that a person said in the sample: whatever it holds, this can be searched for. */
async function wordOf({ url }: Server): Promise<string> {
  const { sessions } = (await (await fetch(new URL('/api/sessions', url))).json()) as SessionPage;
  const path = `/api/messages?session=${encodeURIComponent(sessions[0]?.id ?? '')}`;
  const { messages } = (await (await fetch(new URL(path, url))).json()) as MessagePage;
  const words = messages.find(({ role }) => role === 'user')?.text.match(/[a-z]{5,}/g) ?? [];
  return words.toSorted((a, b) => b.length - a.length)[0] ?? '';
}
