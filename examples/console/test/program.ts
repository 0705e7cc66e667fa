import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
export const PAGE = fileURLToPath(new URL('../dist/page', import.meta.url));
export const SAMPLE = fileURLToPath(new URL('../sample', import.meta.url));
export const NOBODY = 65_534;

export interface ProgramOptions {
  /** Stands in for the home folder: the tests never look at this machine's own sessions. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs as this user, where the tests run as root. */
  readonly user?: number;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function launch(args: readonly string[], { home, env, user }: ProgramOptions): ChildProcess {
  mkdirSync(home, { recursive: true });
  return spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: join(home, 'cache'), ...env },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return output;
}

/** Runs the program to its end. */
export async function run(args: readonly string[], options: ProgramOptions): Promise<Ended> {
  const child = launch(args, options);
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** Starts the server and waits for its address. */
export async function start(args: readonly string[], options: ProgramOptions) {
  const child = launch(['--port', '0', '--no-open', ...args], options);
  const output = collect(child);
  const ended = once(child, 'close') as Promise<[number | null]>;
  while (!output.stdout.includes('http://')) {
    if (child.exitCode !== null) throw new Error(`The program ended early: ${output.stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: /http:\S+/.exec(output.stdout)?.[0] ?? '',
    output,
    async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<Ended> {
      child.kill(signal);
      const [code] = await ended;
      return { code, ...output };
    },
  };
}
