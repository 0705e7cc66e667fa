import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { LocalConnection } from '../src/local-connection.js';
import { openDatabase } from '../src/open.js';
import { ledger } from './fixtures/ledger.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

const isRoot = process.getuid?.() === 0;
const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));

describe('a full disk', () => {
  it.skipIf(!isRoot)(
    'keeps every acknowledged write, and works again once there is room (needs root)',
    async () => {
      const folder = temporaryFolder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
      try {
        const file = join(folder, 'app.db');
        const ballast = join(folder, 'ballast');
        writeFileSync(ballast, Buffer.alloc(300_000));
        const connection = new LocalConnection(ledger, file, undefined, (fault) => fault);
        await connection.open();
        const acknowledged: number[] = [];
        const reasons = new Set<string>();
        for (let seq = 0; reasons.size === 0 && seq < 200_000; seq += 64) {
          const group = Array.from({ length: 64 }, (_, index) => ({
            writer: 'w'.repeat(100),
            seq: seq + index,
          }));
          for (const [index, result] of (
            await Promise.allSettled(group.map((row) => connection.write('add', row)))
          ).entries()) {
            if (result.status === 'fulfilled') acknowledged.push(seq + index);
            else reasons.add((result.reason as { reason: string }).reason);
          }
        }
        expect([...reasons]).toEqual(['DISK_FULL']);
        expect(acknowledged.length).toBeGreaterThan(100);
        expect(await connection.read('count', 'w'.repeat(100))).toBe(acknowledged.length);
        rmSync(ballast);
        await connection.write('add', { writer: 'afterwards', seq: 1 });
        await connection.close();
        const { database, close } = await openDatabase(file);
        expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
        close();
      } finally {
        execFileSync('umount', [folder]);
      }
    },
  );
});

describe('a place that may not be written', () => {
  /** Runs the opener as a user without rights, from a copy of its code that such a user can read. */
  function openAsNobody(file: string): string {
    return spawnSync(
      process.execPath,
      [fileURLToPath(new URL('./built/opener.mjs', import.meta.url)), file],
      {
        encoding: 'utf8',
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
      },
    ).stdout;
  }

  it('names a read-only folder, and leaves nothing in it', () => {
    const folder = join(temporaryFolder(), 'locked');
    mkdirSync(folder, { mode: 0o555 });
    chmodSync(join(folder, '..'), 0o755);
    expect(openAsNobody(join(folder, 'app.db'))).toMatch(/^(CANNOT_OPEN|READ_ONLY): .*folder/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names a read-only file', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'app.db');
    const connection = new LocalConnection(ledger, file, undefined, (fault) => fault);
    await connection.open();
    await connection.close();
    chmodSync(folder, 0o777);
    chmodSync(file, 0o444);
    expect(openAsNobody(file)).toMatch(/^READ_ONLY: .*permissions/);
  });
});

describe('the driver', () => {
  /** Bundles the code into a folder of its own, where it finds only the given better-sqlite3. */
  async function openWith(driver?: { version: string; body: string }) {
    const folder = temporaryFolder();
    await build({
      entryPoints: [fixture('opener')],
      outfile: join(folder, 'opener.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['better-sqlite3'],
    });
    if (driver !== undefined) {
      const place = join(folder, 'node_modules/better-sqlite3');
      mkdirSync(place, { recursive: true });
      writeFileSync(
        join(place, 'package.json'),
        JSON.stringify({ name: 'better-sqlite3', version: driver.version }),
      );
      writeFileSync(join(place, 'index.js'), driver.body);
    }
    return spawnSync(process.execPath, [join(folder, 'opener.mjs'), join(folder, 'app.db')], {
      encoding: 'utf8',
    });
  }

  it('is asked for by name when it is not installed', async () => {
    expect((await openWith()).stdout).toMatch(/^DRIVER_MISSING: .*npm install better-sqlite3@12/);
  });

  it('is not even loaded where it would end the process', async () => {
    const nodeApi = Number(process.versions['napi']);
    const { stdout, signal } = await openWith({
      version: '13.2.0',
      body: 'process.kill(process.pid, "SIGSEGV")',
    });
    if (nodeApi >= 10) expect(signal).toBe('SIGSEGV');
    else
      expect([signal, stdout]).toEqual([
        null,
        expect.stringMatching(/^DRIVER_INCOMPATIBLE: .*13\.2\.0.*Node/),
      ]);
  });

  it('is asked to be rebuilt when it was compiled for another Node', async () => {
    const body =
      'throw Object.assign(new Error("compiled against a different Node.js version"), { code: "ERR_DLOPEN_FAILED" })';
    expect((await openWith({ version: '12.11.1', body })).stdout).toMatch(
      /^DRIVER_INCOMPATIBLE: .*npm rebuild/,
    );
  });
});
