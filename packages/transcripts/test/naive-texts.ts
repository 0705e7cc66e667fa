/* A second reading of the formats, as plain as can be and without any code of the package: whole files, known shapes. */

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly content: Content;
}

type Content = string | readonly Block[];

interface ClaudeRecord {
  readonly type: string;
  readonly uuid: string;
  readonly isMeta?: boolean;
  readonly content?: string;
  readonly message: { readonly content: Content };
  readonly attachment: { readonly type: string; readonly prompt: string };
}

interface CodexRecord {
  readonly type: string;
  readonly payload: {
    readonly type: string;
    readonly role?: string;
    readonly message: string;
    readonly content: Content;
    readonly summary: readonly { readonly text: string }[];
    readonly name: string;
    readonly input: string;
    readonly arguments: string;
    readonly output: Content;
  };
}

/** The lines that are JSON objects. */
function jsonLines(source: string): readonly object[] {
  return source.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null ? [value] : [];
    } catch {
      return [];
    }
  });
}

/** The texts of a Claude Code file in order; of a tool call, in which it is written out, every string that it must hold. */
export function claudeTexts(source: string): readonly (string | readonly string[])[] {
  const texts: (string | readonly string[])[] = [];
  const add = (text: string | undefined) => text !== undefined && text.trim() !== '' && texts.push(text);
  for (const { type, isMeta, message, content, attachment } of jsonLines(source) as readonly ClaudeRecord[]) {
    if (isMeta === true) continue;
    if (type === 'user' || type === 'assistant') {
      for (const block of blocks(message.content)) {
        if (block.type === 'text') add(block.text);
        if (block.type === 'thinking') add(block.thinking);
        if (block.type === 'tool_result') add(joined(block.content));
        if (block.type === 'tool_use') texts.push(strings([block.name, block.input]));
      }
    }
    if (type === 'system') add(content);
    if (type === 'attachment' && attachment.type === 'queued_command') add(attachment.prompt);
  }
  return texts;
}

/** The texts of a Codex file by speaker; prompts from the events, the rest from the response items. */
export function codexTexts(source: string): Record<string, readonly (string | readonly string[])[]> {
  const texts: Record<string, (string | readonly string[])[]> = {
    user: [],
    assistant: [],
    thinking: [],
    tool: [],
  };
  for (const { type, payload } of jsonLines(source) as readonly CodexRecord[]) {
    switch (`${type}/${payload.type}`) {
      case 'event_msg/user_message':
        texts['user']?.push(payload.message);
        break;
      case 'response_item/message':
        if (payload.role === 'assistant') texts['assistant']?.push(joined(payload.content));
        break;
      case 'response_item/reasoning':
        texts['thinking']?.push(payload.summary.map(({ text }) => text).join('\n\n'));
        break;
      case 'response_item/function_call':
        texts['tool']?.push(strings([payload.name, jsonLines(payload.arguments)[0] ?? payload.arguments]));
        break;
      case 'response_item/custom_tool_call':
        texts['tool']?.push([payload.name, payload.input]);
        break;
      case 'response_item/function_call_output':
      case 'response_item/custom_tool_call_output':
        texts['tool']?.push(bare(joined(payload.output)));
        break;
    }
  }
  for (const [role, list] of Object.entries(texts)) texts[role] = list.filter((text) => text !== '');
  return texts;
}

/** The output that stands in an envelope with an exit code. */
function bare(output: string): string {
  return output.startsWith('{"output"') ? (JSON.parse(output) as { output: string }).output : output;
}

const blocks = (content: Content): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content, content: [] }] : content;

const joined = (content: Content): string =>
  typeof content === 'string' ? content : content.flatMap(({ text }) => text ?? []).join('\n');

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
