/**
 * `npm run demo [-- arguments]` builds the JavaScript that examples/console needs, then runs it.
 * Everything about the build goes to standard error: standard output is the program's own.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { turbo } from './command.js';
import { readManifest, root } from './workspace.js';

const directory = 'examples/console';
const { name, bin } = readManifest(directory);
const program = typeof bin === 'string' ? bin : Object.values(bin ?? {})[0];
if (program === undefined) throw new Error(`${directory}/package.json names no program under "bin".`);

const built = await turbo(['build:js', `--filter=${name}`, '--output-logs=errors-only'], {
  output: 'stderr',
});
if (built.code === 0) runProgram(join(root, directory, program));
else process.exitCode = built.code;

function runProgram(file: string): void {
  const child = spawn(process.execPath, [file, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // npm changes into the root; a path among the arguments is meant from where the command was typed.
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Ctrl+C in a terminal reaches the program directly; a second one could mean "at once" to it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.once('error', (error) => {
    console.error(`The demo could not start: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) =>
    process.exit(code ?? (signal === null ? 1 : 128 + constants.signals[signal])),
  );
}
