/** Runs something and tells what it cost, all threads of the process together. */
export async function costOf<Result>(
  run: () => Result | Promise<Result>,
): Promise<{ readonly result: Result; readonly cpuMs: number; readonly wallMs: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { result, cpuMs: (user + system) / 1_000, wallMs };
}
