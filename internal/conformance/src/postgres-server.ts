import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A PostgreSQL server of its own on a free port, in a temporary folder. */
export interface PostgresServer {
  /** Names a superuser and the database `postgres`. */
  readonly url: string;
  /** Shuts the server down as an administrator would: sessions are ended. The data stay. */
  stop(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Stops it and removes the data. */
  remove(): Promise<void>;
}

/**
 * Starts a server. It ends with the process that asked for it, even if that is killed.
 *
 * @param settings Further lines of postgresql.conf: `fsync=on`.
 */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  // Detached: an interrupt from the terminal, or a kill of the whole group, must not keep it from cleaning up.
  const keeper = fork(fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url)), settings, {
    detached: true,
    execArgv: [],
    stdio: 'ignore',
  });
  const gone = new AbortController();
  keeper.once('exit', () => gone.abort());
  const ask = async (command: string): Promise<string> => {
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(60_000)]);
    keeper.send(command);
    const [answer] = (await once(keeper, 'message', { signal })) as [{ url?: string; error?: string }];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.url ?? '';
  };
  const url = await ask('launch');
  return {
    url,
    async stop() {
      await ask('stop');
    },
    async start() {
      await ask('start');
    },
    async remove() {
      await ask('remove');
      keeper.disconnect();
    },
  };
}
