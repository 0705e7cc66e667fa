/// <reference lib="dom" />
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Collects what must not happen on a page: errors, violations of its policy, dialogs, requests to elsewhere. */
function watch(page: Page, url: string): readonly string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) problems.push(`request: ${request.url()}`);
  });
  return problems;
}

/** Opens the page at a path, and fails if anything happened on it that must not. */
export async function onPage(
  browser: Browser,
  url: string,
  path: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = watch(page, url);
  await page.goto(new URL(path, url).href);
  await use(page);
  await context.close();
  expect(problems).toEqual([]);
}

/** Whether some of the message that was found is on the screen. */
export function inView(page: Page): Promise<boolean> {
  return page.locator('.message.found').evaluate((message) => {
    const { top, bottom } = message.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
}
