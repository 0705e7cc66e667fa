import { describe, expect, it } from 'vitest';
import {
  at,
  codex,
  CODEX_SESSION,
  codexMeta,
  codexPrompt,
  codexReply,
  lines,
  readCodex,
} from './fixtures.js';

/** UUIDs of version 7 begin with their time. */
const PARENT_TURN = '019a4c00-0000-7000-8000-000000000001';
const OWN_TURN = '019a4d00-2222-7000-8000-000000000001';

const turnStarted = (seconds: number, turnId: string) =>
  codex(seconds, 'event_msg', { type: 'task_started', turn_id: turnId });

const item = (payload: Record<string, unknown>) => codex(1, 'response_item', payload);

describe('Codex', () => {
  it('gives every text once, although it is written twice, and no instructions', async () => {
    const { messages } = await readCodex(
      lines(
        codexMeta({ base_instructions: { text: 'You are Codex.' } }),
        codex(1, 'response_item', {
          type: 'message',
          role: 'developer',
          content: [{ type: 'input_text', text: 'rules' }],
        }),
        codex(1, 'response_item', {
          type: 'message',
          role: 'user',
          content: [{ type: 'input_text', text: '<environment_context>…</environment_context>' }],
        }),
        codex(1, 'response_item', {
          type: 'message',
          role: 'user',
          content: [{ type: 'input_text', text: 'Add a test.' }],
        }),
        codexPrompt(1, 'Add a test.'),
        codex(2, 'event_msg', { type: 'agent_reasoning', text: '**Planning**' }),
        codex(2, 'response_item', {
          type: 'reasoning',
          summary: [{ type: 'summary_text', text: '**Planning**' }],
          content: null,
          encrypted_content: 'gAAAA',
        }),
        codex(3, 'event_msg', { type: 'agent_message', message: 'Done.' }),
        codexReply(3, 'Done.'),
        codex(4, 'compacted', {
          message: 'So far a test was added.',
          replacement_history: [{ text: 'Add a test.' }],
        }),
      ),
    );
    expect(messages.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'Add a test.'],
      ['thinking', '**Planning**'],
      ['assistant', 'Done.'],
      ['system', 'So far a test was added.'],
    ]);
  });

  it('reads tool calls and outputs of every kind', async () => {
    const { messages, files } = await readCodex(
      lines(
        codexMeta(),
        item({
          type: 'function_call',
          name: 'exec_command',
          arguments: '{"cmd":"ls -a","workdir":"/tmp"}',
          call_id: 'c1',
        }),
        item({ type: 'function_call_output', call_id: 'c1', output: 'a.txt\nb.txt' }),
        item({ type: 'function_call', name: 'broken', arguments: '{"cmd":' }),
        item({ type: 'custom_tool_call', name: 'apply_patch', input: '*** Begin Patch' }),
        item({
          type: 'custom_tool_call_output',
          output: '{"output":"Success.\\nM a.txt","metadata":{"exit_code":0}}',
        }),
        item({
          type: 'function_call_output',
          output: [{ type: 'input_text', text: 'seen' }, { type: 'input_image' }],
        }),
        item({ type: 'function_call_output', output: { content: 'old form', success: true } }),
        item({ type: 'local_shell_call', action: { type: 'exec', command: ['git', 'status'] } }),
        item({ type: 'web_search_call', status: 'completed' }),
        item({ type: 'web_search_call', action: { type: 'search', query: 'flaky test' } }),
        item({ type: 'tool_search_call', arguments: { query: 'calendar' } }),
        item({ type: 'image_generation_call', result: 'iVBORw0KGgo' }),
      ),
    );
    expect(messages.map(({ role, content }) => (role === 'tool' ? content : role))).toEqual([
      'exec_command\ncmd: ls -a\nworkdir: /tmp',
      'a.txt\nb.txt',
      'broken\n{"cmd":',
      'apply_patch\n*** Begin Patch',
      'Success.\nM a.txt',
      'seen',
      'old form',
      'local_shell\ntype: exec\ncommand:\ngit\nstatus',
      'web_search\ntype: search\nquery: flaky test',
      'tool_search\nquery: calendar',
    ]);
    expect(files[0]?.unknownTypes).toEqual({});
  });

  it('gives ids made of the byte at which a line starts', async () => {
    const { messages } = await readCodex(lines(codexMeta(), codexPrompt(1, 'Grüße')));
    expect(messages.map(({ id }) => id)).toEqual([
      `${CODEX_SESSION}:${Buffer.byteLength(lines(codexMeta()))}`,
    ]);
  });

  it('takes the session from its first record, and the title from the first prompt or a later name', async () => {
    const { sessions } = await readCodex(
      lines(codexMeta(), codexPrompt(1, 'Sort\nthe imports'), codexMeta({ cwd: '/x' })),
    );
    expect(sessions).toEqual([
      {
        type: 'session',
        agent: 'codex',
        path: expect.stringContaining('rollout-') as string,
        sessionId: CODEX_SESSION,
        projectId: '/home/ada/loom',
        projectIdSource: 'cwd',
        parentSessionId: null,
        subagentId: null,
        title: 'Sort the imports',
        startTime: Date.parse(at(0)),
        endTime: Date.parse(at(1)),
      },
    ]);
    const renamed = codex(2, 'event_msg', { type: 'thread_name_updated', thread_name: 'Imports' });
    expect((await readCodex(lines(codexMeta(), codexPrompt(1, 'a'), renamed))).sessions[0]?.title).toBe(
      'Imports',
    );
  });

  it('takes the id from the file’s name where the first line was lost', async () => {
    const { sessions } = await readCodex(lines('{"timestamp":"2026-11-0', codexPrompt(1, 'a')));
    expect(sessions[0]).toMatchObject({
      sessionId: CODEX_SESSION,
      projectId: 'unknown',
      projectIdSource: 'folder',
    });
  });

  it('marks what a fork repeats from its parent, up to the fork’s first turn', async () => {
    const { messages, sessions } = await readCodex(
      lines(
        codexMeta({ forked_from_id: 'parent-id' }),
        codexMeta({ id: 'parent-id', cwd: '/elsewhere' }),
        codexMeta({ id: 'grandparent-id' }),
        turnStarted(0, PARENT_TURN),
        codexPrompt(0, 'the parent’s prompt'),
        codexReply(0, 'the parent’s reply'),
        turnStarted(0, OWN_TURN),
        codexPrompt(0, 'the fork’s prompt'),
        codexReply(1, 'the fork’s reply'),
      ),
    );
    expect(messages.map(({ inherited }) => inherited)).toEqual([true, true, false, false]);
    expect(new Set(messages.map(({ sessionId }) => sessionId))).toEqual(new Set([CODEX_SESSION]));
    expect(sessions[0]).toMatchObject({
      parentSessionId: 'parent-id',
      projectId: '/home/ada/loom',
      title: 'the fork’s prompt',
    });
  });

  it('tells a fork’s own messages by the pause before them where turns have no timed ids', async () => {
    const { messages } = await readCodex(
      lines(
        codexMeta({ source: { subagent: { thread_spawn: { parent_thread_id: 'parent-id', depth: 1 } } } }),
        turnStarted(0, '1'),
        codexPrompt(0, 'the parent’s prompt'),
        codexReply(4, 'the subagent’s reply'),
        codexPrompt(4, 'the subagent’s prompt'),
      ),
    );
    expect(messages.map(({ inherited }) => inherited)).toEqual([true, false, false]);
  });

  it('marks nothing in a session that only its own program resumed', async () => {
    const { messages } = await readCodex(
      lines(codexMeta(), codexPrompt(0, 'a'), codexMeta(), codexReply(0, 'b')),
    );
    expect(messages.map(({ inherited }) => inherited)).toEqual([false, false]);
  });

  it('counts what it does not know, bounded in number and length', async () => {
    const odd = Array.from({ length: 300 }, (_, index) => codex(1, `odd-${index}-${'x'.repeat(200)}`, {}));
    const { files } = await readCodex(
      lines(codexMeta(), codex(1, 'event_msg', { type: 'constructor' }), ...odd),
    );
    const types = Object.entries(files[0]?.unknownTypes ?? {});
    expect(types.length).toBe(101);
    expect(Math.max(...types.map(([type]) => type.length))).toBe(80);
    expect(types.reduce((sum, [, count]) => sum + count, 0)).toBe(301);
    expect(files[0]?.unknownTypes['event_msg/constructor']).toBe(1);
  });
});
