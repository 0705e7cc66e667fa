/**
 * Runs inside the stranger's project: starts every worker file named by the arguments. A worker may answer that
 * it was given no data; it must load. Prints one line for each that does not.
 */
import { Worker } from 'node:worker_threads';

for (const file of process.argv.slice(2)) {
  const worker = new Worker(file);
  const error = await new Promise<Error | undefined>((resolve) => {
    worker.once('error', resolve);
    worker.once('exit', () => resolve(undefined));
    // Once its code runs, a worker that waits for messages says nothing more.
    worker.once('online', () => setTimeout(() => resolve(undefined), 500));
  });
  await worker.terminate();
  const code = String((error as NodeJS.ErrnoException | undefined)?.code);
  if (error instanceof SyntaxError || error instanceof ReferenceError || /MODULE|ERR_REQUIRE/.test(code)) {
    console.log(`${file} does not load: ${String(error)}`);
  }
}
