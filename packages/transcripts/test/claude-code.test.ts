import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  at,
  claude,
  lines,
  prompt,
  read,
  readClaude,
  reply,
  temporaryFolder,
  text,
  write,
} from './fixtures.js';

describe('Claude Code', () => {
  it('gives prompts, replies, thoughts, tool calls and results with their roles', async () => {
    const { messages } = await readClaude(
      lines(
        prompt('Why does the build hang?'),
        reply({ type: 'thinking', thinking: 'A deadlock, perhaps.', signature: 'x' }),
        reply(text('I will look at the log.')),
        reply({
          type: 'tool_use',
          id: 't1',
          name: 'Bash',
          input: { command: 'tail -n 5 build.log\necho done' },
        }),
        prompt([{ type: 'tool_result', tool_use_id: 't1', content: 'waiting for lock' }]),
      ),
    );
    expect(messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'Why does the build hang?'],
      ['thinking', 'A deadlock, perhaps.'],
      ['assistant', 'I will look at the log.'],
      ['tool', 'Bash\ncommand:\ntail -n 5 build.log\necho done'],
      ['tool', 'waiting for lock'],
    ]);
    expect(messages[0]).toMatchObject({
      projectId: '/home/ada/engine',
      sessionId: 'a-session',
      subagentId: null,
    });
  });

  it('writes nested tool inputs as readable lines, however deep', async () => {
    const deep = `${'['.repeat(5000)}1${']'.repeat(5000)}`;
    const { messages } = await readClaude(
      lines(
        reply({
          type: 'tool_use',
          name: 'TodoWrite',
          input: { todos: [{ content: 'Fix it', done: false }], none: null },
        }),
        JSON.stringify(reply({ type: 'tool_use', name: 'Deep', input: { deep: 0 } })).replace(
          '0}',
          `${deep}}`,
        ),
        reply({ type: 'tool_use' }),
      ),
    );
    expect(messages.map(({ content }) => content)).toEqual([
      'TodoWrite\ntodos:\ncontent: Fix it\ndone: false',
      'Deep',
      'tool',
    ]);
  });

  it('gives ids that are unique, name the line and the block, and are the same at every reading', async () => {
    const record = prompt([text('first'), { type: 'image', source: {} }, text('third')]);
    const content = lines(
      record,
      prompt('no uuid', { uuid: undefined }),
      prompt('odd uuid', { uuid: 'a\0b' }),
    );
    const ids = (await readClaude(content)).messages.map(({ id }) => id);
    const uuid = record['uuid'] as string;
    const second = Buffer.byteLength(lines(record));
    expect(ids.slice(0, 3)).toEqual([
      `a-session:${uuid}`,
      `a-session:${uuid}/2`,
      `a-session:a-session.jsonl@${second}`,
    ]);
    expect(new Set(ids).size).toBe(4);
    expect((await readClaude(content)).messages.map(({ id }) => id)).toEqual(ids);
  });

  it('never takes image data for text', async () => {
    const data = 'iVBORw0KGgo'.repeat(100);
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } };
    const { messages } = await readClaude(
      lines(
        prompt([image]),
        prompt([{ type: 'tool_result', content: [text('Screenshot:'), image] }]),
        prompt([{ type: 'tool_result', content: `{"url":"data:image/png;base64,${data}"}` }]),
      ),
    );
    expect(messages.map(({ content }) => content)).toEqual([
      'Screenshot:',
      '{"url":"data:image/png;base64,…"}',
    ]);
  });

  it('takes for the system what the program wrote, and leaves out what only the model is told', async () => {
    const { messages, files } = await readClaude(
      lines(
        prompt('<system-reminder>secret rules</system-reminder>', { isMeta: true }),
        claude('progress', { data: { type: 'hook_progress', output: 'hook' } }),
        claude('attachment', { attachment: { type: 'hook_success', content: 'hook output' } }),
        claude('attachment', { attachment: { type: 'queued_command', prompt: 'and the docs too' } }),
        prompt('<task-notification>finished</task-notification>'),
        prompt('[Request interrupted by user for tool use]'),
        prompt('This session is being continued', { isCompactSummary: true }),
        claude('system', { subtype: 'api_error', retryAttempt: 1 }),
        claude('system', { subtype: 'away_summary', content: 'You fixed the parser.' }),
        claude('assistant', {
          isApiErrorMessage: true,
          message: { model: '<synthetic>', content: [text('API Error: 529 overloaded')] },
        }),
      ),
    );
    expect(messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'and the docs too'],
      ['system', '<task-notification>finished</task-notification>'],
      ['system', '[Request interrupted by user for tool use]'],
      ['system', 'This session is being continued'],
      ['system', 'You fixed the parser.'],
      ['system', 'API Error: 529 overloaded'],
    ]);
    expect(files[0]?.unknownTypes).toEqual({});
  });

  it('names the session by the agent’s title, else by the first prompt that asks for something', async () => {
    const command = '<command-name>/review</command-name><command-args>the parser</command-args>';
    const untitled = lines(
      prompt('<command-name>/clear</command-name>'),
      prompt(command),
      prompt('something else'),
    );
    expect((await readClaude(untitled)).sessions[0]?.title).toBe('/review the parser');
    const titled =
      untitled + lines({ type: 'ai-title', aiTitle: 'Review of the parser', sessionId: 'a-session' });
    expect((await readClaude(titled)).sessions[0]?.title).toBe('Review of the parser');
    const long = (await readClaude(lines(prompt('😀'.repeat(400))))).sessions[0]?.title;
    expect(long).toBe(`${'😀'.repeat(59)}…`);
  });

  it('takes the first working directory for the project, and says where it had to take the folder', async () => {
    const moved = await readClaude(lines(prompt('a'), prompt('b', { cwd: '/elsewhere' })));
    expect(moved.sessions[0]).toMatchObject({ projectId: '/home/ada/engine', projectIdSource: 'cwd' });
    const unknown = await readClaude(
      lines(prompt('a', { cwd: undefined }), prompt('b', { cwd: 'x'.repeat(5000) })),
    );
    expect(unknown.sessions[0]).toMatchObject({ projectId: '-home-ada-engine', projectIdSource: 'folder' });
    expect(unknown.messages.map(({ projectId }) => projectId)).toEqual([
      '-home-ada-engine',
      '-home-ada-engine',
    ]);
  });

  it('bounds the session by its earliest and latest time stamp', async () => {
    const { sessions, messages } = await readClaude(
      lines(
        { type: 'file-history-snapshot', messageId: 'm', snapshot: { timestamp: at(0) } },
        prompt('a', { timestamp: at(20) }),
        claude('progress', { timestamp: at(10) }),
        prompt('b', { timestamp: 'not a time' }),
        reply(text('c'), { timestamp: at(30) }),
      ),
    );
    expect(sessions[0]).toMatchObject({ startTime: Date.parse(at(10)), endTime: Date.parse(at(30)) });
    expect(messages.map(({ timestamp }) => timestamp)).toEqual(
      [at(20), at(20), at(30)].map((time) => Date.parse(time)),
    );
  });

  it('adds subagents to their session, in the session’s project, also where the session’s file is gone', async () => {
    const project = join(temporaryFolder(), 'projects', '-home-ada-engine');
    write(
      join(project, 'parent.jsonl'),
      lines({ type: 'mode', sessionId: 'parent' }, prompt('Find the leak.')),
    );
    const side = { isSidechain: true, agentId: 'a1', cwd: '/tmp/worktree', sessionId: 'parent' };
    write(join(project, 'parent', 'subagents', 'agent-a1.jsonl'), lines(prompt('Search the heap.', side)));
    write(join(project, 'orphan', 'subagents', 'agent-b2.jsonl'), lines(prompt('Alone.', side)));

    const { messages, sessions } = await read({ roots: [project] });
    expect(
      messages.map(({ sessionId, projectId, subagentId }) => [sessionId, projectId, subagentId]),
    ).toEqual([
      ['orphan', '/tmp/worktree', 'b2'],
      ['parent', '/home/ada/engine', null],
      ['parent', '/home/ada/engine', 'a1'],
    ]);
    expect(sessions.map(({ sessionId, subagentId }) => [sessionId, subagentId])).toEqual([
      ['orphan', 'b2'],
      ['parent', null],
      ['parent', 'a1'],
    ]);
  });

  it('gives a session for a file in which nothing stands yet', async () => {
    const { sessions } = await readClaude('');
    expect(sessions).toMatchObject([{ sessionId: 'a-session', startTime: null, endTime: null, title: null }]);
  });

  it('counts records and blocks of unknown types and reads the others', async () => {
    const { messages, files } = await readClaude(
      lines(claude('hologram', {}), claude('hologram', {}), reply({ type: 'scent' }), prompt('hello')),
    );
    expect(messages.map(({ content }) => content)).toEqual(['hello']);
    expect(files[0]?.unknownTypes).toEqual({ hologram: 2, 'assistant/scent': 1 });
  });
});
