import { setTimeout as sleep } from 'node:timers/promises';
import { costOf } from './cpu.js';

/** Resolves once this process has done next to nothing for half a second, after a minute at most. */
export async function settled(): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    const { cpuMs } = await costOf(() => sleep(500));
    if (cpuMs < 25) return;
  }
}
