import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../src/answer.js';
import { Library } from '../src/library.js';
import { appendLine, line, temporaryFolder, writeSession } from './session-files.js';

const never = new AbortController().signal;

async function inLibrary<Result>(root: string, use: (library: Library) => Promise<Result>): Promise<Result> {
  const library = new Library({ kind: 'named', roots: [root], database: join(root, 'index.db') });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

describe('the library', () => {
  it('reads nothing again at the second start', async () => {
    const root = temporaryFolder();
    writeSession(root, [line('user', 'Why is the checkout slow?')]);
    await inLibrary(root, (library) => library.update(never));
    const second = await inLibrary(root, (library) => library.update(never));
    expect(second).toMatchObject({ filesUnchanged: 1, filesRead: 0, bytesRead: 0, messages: 0 });
  });

  it('finds an appended line after the next start, under the session that it belongs to', async () => {
    const root = temporaryFolder();
    const file = writeSession(root, [line('user', 'Why is the checkout slow?')]);
    await inLibrary(root, (library) => library.update(never));
    appendLine(file, line('assistant', 'The cartographer index is missing.'));
    const found = await inLibrary(root, async (library) => {
      expect(await library.update(never)).toMatchObject({ filesRead: 1, messages: 1 });
      return answer(library.search, 'cartographer', 10);
    });
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.session).toMatchObject({
      id: 'session-one',
      title: 'Why is the checkout slow?',
      project: '/home/ada/web-shop',
      agent: 'claude-code',
    });
    expect(found.hits[0]?.session.endTime).toBe(found.hits[0]?.time);
  });

  it('gives a session of several files its own title and its whole time', async () => {
    const root = temporaryFolder();
    const main = writeSession(root, [line('user', 'Plan the migration')]);
    const subagent = line('user', 'Read the schema');
    writeSession(root, [subagent], 'session-one/subagents/agent-1');
    const { items } = await inLibrary(root, async (library) => {
      await library.update(never);
      appendLine(main, line('assistant', 'Done.'));
      await library.update(never);
      return library.search.list('sessions');
    });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: 'session-one', title: 'Plan the migration' });
    expect(Number(items[0]?.timestamp) - Number(items[0]?.['startTime'])).toBe(120_000);
  });
});
