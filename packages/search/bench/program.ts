import { type ForkOptions, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What is measured in a process of its own, so that neither the corpus nor tsx counts. */
const PROGRAMS = ['serve', 'exact', 'writes', 'stalls', 'peer'] as const;
type ProgramName = (typeof PROGRAMS)[number];

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
let built: Promise<unknown> | undefined;

/** Starts a program with its job and gives what it reports. */
export async function runProgram<Report>(
  name: ProgramName,
  job: object,
  options: Pick<ForkOptions, 'execArgv'> = {},
): Promise<Report> {
  await (built ??= build({
    entryPoints: PROGRAMS.map((each) => path(`./programs/${each}.ts`)),
    outdir: path('./built'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', '@keelson/search', '@keelson/search/sqlite'],
  }));
  return new Promise((resolve, reject) => {
    const child = fork(path(`./built/${name}.mjs`), { execArgv: [], ...options });
    let report: { value: Report } | undefined;
    child.on('message', (value) => (report = { value: value as Report }));
    // Unlike 'exit', 'close' comes after the last message.
    child.on('close', (code) => {
      if (report !== undefined && code === 0) resolve(report.value);
      else reject(new Error(`The program ${name} ended with code ${String(code)} and without a report.`));
    });
    child.send(job);
  });
}
