/** Runs a program once: its job comes as a message, its report goes as one. */
export function answer(run: (job: never) => Promise<unknown>): void {
  // The listener stays: it keeps the process alive until the report is sent, whatever the engine leaves running.
  process.on('message', (job) => {
    void run(job as never).then((report) => {
      process.send?.(report, undefined, undefined, () => process.disconnect());
    });
  });
}
