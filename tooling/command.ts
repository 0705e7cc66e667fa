/** Runs a program from the repository's root, in sight or collecting what it prints. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.js';

export interface CommandOptions {
  /** @default the repository's root */
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where its output goes: to ours, all of it to our standard error, or into the result. @default 'collect' */
  readonly output?: 'inherit' | 'stderr' | 'collect';
}

export interface CommandResult {
  /** The exit code; 1 where a signal ended the program. */
  readonly code: number;
  /** Standard output and standard error as they came, if collected. */
  readonly output: string;
}

/** Where npm has put the program of a development dependency. */
export function binary(name: string): string {
  return join(root, 'node_modules/.bin', name);
}

/** Resolves whatever the exit code; rejects only where the program cannot start. */
export function run(
  command: string,
  args: readonly string[],
  { cwd = root, env = {}, output = 'collect' }: CommandOptions = {},
): Promise<CommandResult> {
  const stdout = output === 'collect' ? 'pipe' : output === 'stderr' ? process.stderr : 'inherit';
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout, output === 'collect' ? 'pipe' : 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** Runs tasks of packages through turbo, which runs what they depend on first and keeps the results. */
export function turbo(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return run(binary('turbo'), ['run', ...args], {
    ...options,
    // npm's banner and its report of a failed script would say again what turbo says.
    env: { TURBO_TELEMETRY_DISABLED: '1', npm_config_loglevel: 'silent', ...options.env },
  });
}
