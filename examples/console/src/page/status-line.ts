import type { Status } from '../protocol.js';
import { getStatus } from './requests.js';

const number = new Intl.NumberFormat('en');

/** Asks the server how it stands, often while it imports, and tells when there is something new. */
export async function followStatus(
  line: HTMLElement,
  bar: HTMLProgressElement,
  onNews: (status: Status) => void,
): Promise<void> {
  let seen = '';
  for (;;) {
    let pause = 3000;
    try {
      const status = await getStatus();
      line.textContent = describe(status);
      bar.hidden = status.importing === null;
      bar.value = status.importing?.fraction ?? 1;
      if (status.importing !== null) pause = 1000;
      const state = `${status.revision} ${status.messages}`;
      if (state !== seen) onNews(status);
      seen = state;
    } catch {
      line.textContent = 'Not connected. Is the demo still running?';
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    while (document.hidden) await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function describe({ sessions, messages, importing }: Status): string {
  if (importing === null) return `${number.format(messages)} messages · ${number.format(sessions)} sessions`;
  const rate = (importing.bytesPerSecond / 1e6).toFixed(1);
  return `Indexing ${Math.floor(importing.fraction * 100)}% · ${number.format(messages)} messages · ${rate} MB/s`;
}
