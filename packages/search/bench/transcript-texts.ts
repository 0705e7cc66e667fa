import { join } from 'node:path';

interface Message {
  readonly type: string;
  readonly sessionId: string;
  readonly role: string;
  readonly content: string;
}

/** What sessions of real coding agents say, one text per session and kind, if `KEELSON_CORPORA` names a folder of them. */
export async function* transcriptTexts(): AsyncGenerator<{ kind: 'prose' | 'code'; text: string }> {
  const corpora = process.env['KEELSON_CORPORA'];
  if (corpora === undefined) return;
  // By path: @keelson/search must not depend on another package, and this one may not be built.
  const reader = new URL('../../transcripts/dist/index.js', import.meta.url).href;
  const { readTranscripts } = (await import(reader)) as {
    readTranscripts: (options: { roots: readonly string[] }) => AsyncIterable<Message>;
  };
  const texts = new Map<string, { kind: 'prose' | 'code'; parts: string[] }>();
  for await (const { type, sessionId, role, content } of readTranscripts({
    roots: [join(corpora, 'transcripts')],
  })) {
    if (type !== 'message') continue;
    const kind = role === 'tool' ? 'code' : 'prose';
    const text = texts.get(`${sessionId} ${kind}`) ?? { kind, parts: [] };
    texts.set(`${sessionId} ${kind}`, text);
    text.parts.push(content);
  }
  for (const { kind, parts } of texts.values()) yield { kind, text: parts.join('\n\n') };
}
