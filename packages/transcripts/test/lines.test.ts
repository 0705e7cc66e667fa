import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claude,
  codexMeta,
  codexPrompt,
  codexReply,
  lines,
  prompt,
  readClaude,
  readCodex,
  reply,
  text,
} from './fixtures.js';
import { full } from '@keelson/internal-conformance/services';

const POLYGLOT = 'Grüße, 日本語のテスト, עברית, 👩🏽‍💻 and 𝒳';

const sample = lines(
  prompt(POLYGLOT),
  '',
  'not json',
  reply(text(`${POLYGLOT} ${'long '.repeat(40)}`)),
  reply({ type: 'tool_use', name: 'Bash', input: { command: 'ls' } }),
  claude('unheard-of', {}),
);

describe('lines', () => {
  it('gives the same records of every chunk size', async () => {
    const expected = await readClaude(sample);
    expect(expected.messages.map(({ content }) => content)).toContain(POLYGLOT);
    const plain = expected.records.map(withoutPlace);
    for (let chunkBytes = 1; chunkBytes <= 40; chunkBytes += 1) {
      expect((await readClaude(sample, { chunkBytes })).records.map(withoutPlace)).toEqual(plain);
    }
  });

  it('gives the same records of any text in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 8 }),
        fc.integer({ min: 9, max: 300 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        async (contents, chunkBytes, ending) => {
          const said = contents.filter((content) => content.trim() !== '');
          const source = contents.map((content) => JSON.stringify(prompt(content)) + ending).join('');
          const { messages, files } = await readClaude(source, { chunkBytes });
          expect(messages.map(({ content }) => content)).toEqual(said);
          expect(files).toMatchObject([{ malformedLines: 0, cutLines: 0, bytes: Buffer.byteLength(source) }]);
        },
      ),
      { numRuns: full ? 2000 : 40 },
    );
  });

  it('reads a byte order mark, carriage returns, NUL, lone surrogates and invalid bytes', async () => {
    const invalid = Buffer.concat([
      Buffer.from('{"type":"user","uuid":"u9","message":{"content":"a'),
      Buffer.from([0xff]),
    ]);
    const { messages, files } = await readClaude(
      Buffer.concat([
        Buffer.from(`\uFEFF${JSON.stringify(prompt('first'))}\r\n`),
        Buffer.from(`\uFEFF${JSON.stringify(prompt('joined'))}\r\n`),
        Buffer.from(lines(prompt('NUL \0 and \ud83d'))),
        invalid,
        Buffer.from('b"}}\n'),
      ]),
    );
    expect(messages.map(({ content }) => content)).toEqual([
      'first',
      'joined',
      'NUL \0 and \ud83d',
      'a\ufffdb',
    ]);
    expect(files[0]).toMatchObject({ lines: 4, malformedLines: 0 });
  });

  it('passes over lines beyond the limit, wherever chunks end, and reads those at the limit', async () => {
    const short = JSON.stringify(prompt('short'));
    const limit = Buffer.byteLength(short);
    const source = lines(short, short.replace('short', 'short!'), 'x'.repeat(limit * 5), short);
    for (const chunkBytes of [1, 7, limit, limit + 1, limit * 2, 1_000_000]) {
      const { messages, files } = await readClaude(source, { chunkBytes, maxLineBytes: limit });
      expect(messages.length).toBe(2);
      expect(files[0]).toMatchObject({ lines: 4, oversizedLines: 2, malformedLines: 0, cutLines: 0 });
    }
    const unended = await readClaude(source + 'x'.repeat(limit * 3), { chunkBytes: 16, maxLineBytes: limit });
    expect(unended.files[0]).toMatchObject({ oversizedLines: 3, cutLines: 0 });
  });

  it('finds the last line where no line feed ends it, and counts one that is cut', async () => {
    const last = JSON.stringify(prompt('last'));
    expect((await readClaude(lines(prompt('first')) + last)).messages.map(({ content }) => content)).toEqual([
      'first',
      'last',
    ]);
    for (const cut of [last.slice(0, -1), '{', '"', '\ufeff{"a"']) {
      const { messages, files } = await readClaude(lines(prompt('first')) + cut);
      expect(messages.map(({ content }) => content)).toEqual(['first']);
      expect(files[0]).toMatchObject({ cutLines: 1, malformedLines: 0, error: null });
    }
    expect((await readClaude(lines(prompt('first')) + ' \n ')).files[0]).toMatchObject({ cutLines: 0 });
  });

  it('survives any bytes and any JSON', async () => {
    const numRuns = full ? 3000 : 60;
    const record = fc.object({
      key: fc.constantFrom(
        'type',
        'message',
        'content',
        'payload',
        'timestamp',
        'uuid',
        'cwd',
        'attachment',
        'id',
        'role',
      ),
      values: [
        fc.string(),
        fc.constantFrom(
          'user',
          'assistant',
          'system',
          'attachment',
          'text',
          'tool_use',
          'queued_command',
          'response_item',
        ),
        fc.constantFrom(
          'event_msg',
          'session_meta',
          'message',
          'reasoning',
          'function_call_output',
          'user_message',
        ),
        fc.constantFrom('__proto__', 'constructor', 'toString'),
        fc.double(),
        fc.constant(null),
        fc.boolean(),
      ],
      maxDepth: 4,
    });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.array(record), async (bytes, records) => {
        const noise = Buffer.concat([Buffer.from(lines(...records)), bytes]);
        const inClaude = await readClaude(Buffer.concat([Buffer.from(lines(prompt('here'))), noise]));
        expect(inClaude.messages[0]?.content).toBe('here');
        expect(inClaude.files[0]?.error).toBeNull();
        const inCodex = await readCodex(
          Buffer.concat([Buffer.from(lines(codexMeta(), codexPrompt(1, 'here'))), noise]),
        );
        expect(inCodex.messages[0]?.content).toBe('here');
        expect(inCodex.files[0]?.error).toBeNull();
        for (const { id } of [...inClaude.messages, ...inCodex.messages])
          expect(id).toMatch(/^[\w.:@/-]{1,400}$/);
      }),
      { numRuns },
    );
  });

  it('gives Codex messages the same ids in any chunks', async () => {
    const source = lines(codexMeta(), codexPrompt(1, POLYGLOT), codexReply(2, POLYGLOT), codexReply(3, 'ja'));
    const ids = (await readCodex(source)).messages.map(({ id }) => id);
    for (const chunkBytes of [1, 3, 50]) {
      expect((await readCodex(source, { chunkBytes })).messages.map(({ id }) => id)).toEqual(ids);
    }
  });
});

/** A record without what names the temporary folder or the moment. */
function withoutPlace(record: object): object {
  return { ...record, path: '', offset: null };
}
