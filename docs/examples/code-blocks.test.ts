// Runs every ```ts block of the READMEs that is a whole program: one that opens something and closes it, or that is
// known to print something.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripTypeScriptTypes } from './strip-types.js';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readmes = [
  'README.md',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`),
];

/** What each program prints, by the file that it stands in and its place there. */
const expected: Readonly<Record<string, RegExp | undefined>> = {
  'README.md 1': /^messages m1 \d\.\d\d\ntasks t1 \d\.\d\d\n$|^tasks t1 \d\.\d\d\nmessages m1 \d\.\d\d\n$/,
  'packages/errors/README.md 2': /^rate_limit true 20000 Rate limited\n$/,
  'packages/errors/README.md 5': /^auth\n$/,
  'packages/errors/README.md 6': /^Zu viele Anfragen, neuer Versuch in 1 Min\.? 30 Sek\.?\n$/,
  'packages/errors/README.md 7': /^ERRORS_NOT_RETRYABLE Usage quota exceeded 1\n$/,
  'packages/search/README.md 1': /^messages m1 Fix the login page\n$/,
  'packages/search/README.md 2': /^1\n$/,
};

describe('code blocks', () => {
  const run: string[] = [];
  for (const readme of readmes) {
    const blocks = [...readFileSync(join(root, readme), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
      (match) => match[1] ?? '',
    );
    for (const [index, block] of blocks.entries()) {
      const name = `${readme} ${index + 1}`;
      if (expected[name] === undefined && !/\.close\(\)/.test(block)) continue;
      run.push(name);
      it(`${name} runs as it is printed`, () => {
        const folder = mkdtempSync(join(tmpdir(), 'keelson-docs-'));
        try {
          mkdirSync(join(folder, 'home'));
          symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
          writeFileSync(join(folder, 'example.mjs'), stripTypeScriptTypes(block));
          const { stdout, stderr, status } = spawnSync(process.execPath, ['example.mjs'], {
            cwd: folder,
            encoding: 'utf8',
            env: { ...process.env, HOME: join(folder, 'home') },
          });
          expect(stderr).toBe('');
          expect(status).toBe(0);
          expect(stdout).toMatch(expected[name] ?? /^/);
        } finally {
          rmSync(folder, { recursive: true });
        }
      });
    }
  }

  it('are all where the output is known', () => {
    expect(run).toEqual(expect.arrayContaining(Object.keys(expected)));
  });
});
