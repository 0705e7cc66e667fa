import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { full } from '@keelson/internal-conformance/services';
import { sqliteTranscriptsAdapter } from '@keelson/transcripts/sqlite';
import { expect, it } from 'vitest';
import { codexMeta, codexReply, lines, read, temporaryFolder, write } from './fixtures.js';

const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url));

function startImport(root: string, database: string, ledger: string) {
  return fork(CHILD, [root, database, ledger], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

it(
  'loses nothing however often the importing process is killed, and its offsets never run ahead of what was stored',
  { timeout: full ? 600_000 : 120_000 },
  async () => {
    const folder = temporaryFolder();
    const root = join(folder, 'sessions');
    for (let session = 0; session < 4; session += 1) {
      const id = `019a4d00-1111-7222-8333-44445555666${session}`;
      const replies = Array.from({ length: 3000 }, (_, index) =>
        codexReply(index, `reply ${index} of ${session}`),
      );
      write(join(root, `rollout-2026-11-03T09-00-00-${id}.jsonl`), lines(codexMeta({ id }), ...replies));
    }
    const { messages, files } = await read({ roots: [root] });
    const paths = files.map(({ path }) => path);
    const database = join(folder, 'app.db');
    const ledger = join(folder, 'ledger.txt');
    const stored = () =>
      new Set(existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').slice(0, -1) : []);

    const kills = full ? 40 : 3;
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startImport(root, database, ledger);
      // Late rounds find little left to do, and the child may be done before it is killed.
      const exited = once(child, 'exit');
      await once(child, 'message');
      await sleep(Math.random() * 300);
      child.kill('SIGKILL');
      await exited;

      const offsets = sqliteTranscriptsAdapter({ database, worker: false });
      await offsets.open();
      const acknowledged = stored();
      for (const { path, offset } of await offsets.get(paths)) {
        const session = path.slice(-42, -6);
        // A Codex id ends with the byte at which its line starts.
        const before = messages.filter(
          ({ id, sessionId }) => sessionId === session && Number(id.split(':')[1]) < offset,
        );
        expect(before.filter(({ id }) => !acknowledged.has(id))).toEqual([]);
      }
      await offsets.close();
    }

    const last = startImport(root, database, ledger);
    const [code] = (await once(last, 'exit')) as [number];
    expect(code).toBe(0);
    expect(stored()).toEqual(new Set(messages.map(({ id }) => id)));
  },
);
