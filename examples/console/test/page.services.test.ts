/// <reference lib="dom" />
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasChromium, launchChromium } from '@keelson/internal-conformance/chromium';
import { service } from '@keelson/internal-conformance/services';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inView, onPage } from './browser.js';
import { start } from './program.js';
import { HOSTILE, line, temporaryFolder, writeSession } from './session-files.js';

type Server = Awaited<ReturnType<typeof start>>;

describe.skipIf(!service('Chromium', hasChromium, 'install the Debian package chromium'))('the page', () => {
  let browser: Browser;
  let server: Server;
  let file: string;

  beforeAll(async () => {
    const home = temporaryFolder();
    const root = join(home, 'sessions');
    const long = Array.from({ length: 200 }, (_, index) =>
      index % 3 === 2
        ? line('assistant', [{ type: 'tool_use', name: 'Bash', input: { command: `grep part${index}` } }])
        : line(index % 3 === 0 ? 'user' : 'assistant', `About **part${index}** of the \`plan\``),
    );
    file = writeSession(root, long);
    writeSession(root, [line('user', HOSTILE), line('assistant', HOSTILE)], 'hostile');
    server = await start(['--root', root], { home });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('shows recent sessions under their projects, with the search box ready', async () => {
    await onPage(browser, server.url, '/', async (page) => {
      const group = page.getByRole('group', { name: 'web-shop' });
      expect(await group.getByRole('option').count()).toBe(2);
      expect(await page.getByRole('combobox').evaluate((box) => box === document.activeElement)).toBe(true);
    });
  });

  it('finds while typing, marks what matches, and opens the conversation at the message', async () => {
    await onPage(browser, server.url, '/', async (page) => {
      await page.keyboard.type('part101');
      const option = page.getByRole('option');
      // What was found for the first letters may be seen before.
      await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^1 message in \d+ ms$/);
      await option.locator('mark', { hasText: 'part101' }).waitFor();
      await option.click();
      const found = page.locator('.message.found');
      await found.locator('pre mark', { hasText: 'part101' }).waitFor();
      await expect.poll(() => inView(page)).toBe(true);
      expect(page.url()).toMatch(/\?q=part101#\/session\/session-one\/.*message/);
      await page.reload();
      await found.locator('pre mark').waitFor();
      await page.goBack();
      await page.locator('#conversation').waitFor({ state: 'hidden' });
    });
  });

  it('shows every message of the conversation once, in order, as one scrolls both ways', async () => {
    await onPage(browser, server.url, '/?q=part101', async (page) => {
      await page.getByRole('option').click();
      await page.locator('.found').waitFor();
      for (const edge of ['first', 'last'] as const) {
        await expect
          .poll(async () => {
            await page.locator('.message')[edge]().scrollIntoViewIfNeeded();
            return page.locator('.message')[edge]().textContent();
          })
          .toContain(edge === 'first' ? 'part0' : 'part199');
      }
      const texts = await page.locator('.message').allTextContents();
      expect(texts.map((text) => Number(/part(\d+)/.exec(text)?.[1]))).toEqual([...Array(200).keys()]);
    });
  });

  it('goes by keyboard: arrows, Enter, Escape, slash', async () => {
    await onPage(browser, server.url, '/?q=about', async (page) => {
      const box = page.getByRole('combobox');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      const second = page.getByRole('option').nth(1);
      expect(await second.getAttribute('aria-selected')).toBe('true');
      expect(await box.getAttribute('aria-activedescendant')).toBe(await second.getAttribute('id'));
      await page.keyboard.press('Enter');
      await page.locator('.found').waitFor();
      await expect
        .poll(() => page.locator('.found').evaluate((at) => at === document.activeElement))
        .toBe(true);
      await page.keyboard.press('/');
      expect(await box.evaluate((at) => at === document.activeElement)).toBe(true);
      await page.keyboard.press('Escape');
      await page.locator('#conversation').waitFor({ state: 'hidden' });
      expect(await box.inputValue()).toBe('about');
      await page.keyboard.press('Escape');
      await expect.poll(() => box.inputValue()).toBe('');
      await page.getByRole('group', { name: 'web-shop' }).waitFor();
    });
  });

  it('shows the answer to the last key, however late the earlier ones come', async () => {
    await onPage(browser, server.url, '/', async (page) => {
      await page.route('**/api/search?q=part1', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await route.continue().catch(() => undefined);
      });
      await page.getByRole('combobox').fill('part1');
      await page.waitForTimeout(150);
      await page.getByRole('combobox').fill('part150');
      await page.getByRole('option').locator('mark', { hasText: 'part150' }).first().waitFor();
      await page.waitForTimeout(600);
      expect(await page.getByRole('option').count()).toBe(1);
    });
  });

  it('shows what is appended to an open conversation', async () => {
    await onPage(browser, server.url, '/?q=part199', async (page) => {
      await page.getByRole('option').click();
      await page.locator('.found').waitFor();
      appendFileSync(file, line('assistant', 'And now the cartographer.'));
      await page.locator('.message', { hasText: 'And now the cartographer.' }).waitFor({ timeout: 15_000 });
    });
  });

  it('renders a hostile transcript as text', async () => {
    await onPage(browser, server.url, '/?q=quicksand', async (page) => {
      await page.getByRole('option').first().locator('mark').waitFor();
      await page.getByRole('option').first().click();
      await page.locator('.found', { hasText: '<img src=x onerror="alert(1)"> </script><script>' }).waitFor();
      expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
      expect(await page.locator('body').textContent()).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    });
  });

  it('fits into a small screen, one pane at a time', async () => {
    await onPage(
      browser,
      server.url,
      '/?q=part101',
      async (page) => {
        await page.getByRole('option').click();
        await page.locator('.found').waitFor();
        expect(await page.locator('#finder').isVisible()).toBe(false);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
        await page.getByRole('button', { name: 'Back to the list' }).click();
        await page.getByRole('option').waitFor();
      },
      { viewport: { width: 400, height: 800 } },
    );
  });
});
