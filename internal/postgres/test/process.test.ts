import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { serverUrl } from './store.js';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** What a program prints that imports the sources from `folder`. It fails if the program does not end by itself. */
async function outputOf(folder: string, program: string): Promise<unknown> {
  const file = join(folder, 'program.mts');
  await writeFile(file, program);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', tsx, file], {
    env: { ...process.env, POOL_URL: serverUrl() },
    timeout: 30_000,
  });
  return JSON.parse(stdout);
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keelson-driver-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('Without pg the fault names the command that installs it', async () => {
  const folder = await emptyFolder();
  await cp(source, join(folder, 'src'), { recursive: true });
  await mkdir(join(folder, 'node_modules/@keelson'), { recursive: true });
  await symlink(
    fileURLToPath(new URL('../../runtime', import.meta.url)),
    join(folder, 'node_modules/@keelson/internal-runtime'),
  );
  const program = `
    import { openPool } from './src/pool.ts';
    openPool({ pool: process.env.POOL_URL }).catch(({ reason, message }) =>
      console.log(JSON.stringify({ reason, message })));`;
  expect(await outputOf(folder, program)).toEqual({
    reason: 'DRIVER_MISSING',
    message: expect.stringContaining('npm install pg@8') as string,
  });
});

it('A program ends by itself although it closed neither its pool nor its listener', async () => {
  const program = `
    import { openPool } from ${JSON.stringify(join(source, 'pool.ts'))};
    import { PostgresListener } from ${JSON.stringify(join(source, 'listen.ts'))};
    const store = await openPool({ pool: process.env.POOL_URL });
    await new PostgresListener(store, { channels: ['news'] }).open();
    console.log('"listening"');`;
  expect(await outputOf(await emptyFolder(), program)).toBe('listening');
});
