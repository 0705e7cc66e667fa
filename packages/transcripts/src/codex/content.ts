import { asArray, asObject, asString, asText, parseObject, type JsonObject } from '../json.js';
import { contentText, toolCallText } from '../readable-text.js';
import type { MessageRole } from '../records.js';

/** What a record says and who says it. `SILENT` has no text that does not stand elsewhere too. */
export type CodexContent =
  { readonly role: MessageRole; readonly content: string | undefined } | typeof SILENT;

export const SILENT = Symbol('silent');

/**
 * The text of a record, or undefined where its type is unknown. Codex writes most texts twice. Taken are prompts from the
 * events, because the response items also carry instructions in the user's place, and everything else from the items.
 */
export function contentOf(type: string, payload: JsonObject): CodexContent | undefined {
  const reader = READERS[typeName(type, payload)];
  return typeof reader === 'function' ? reader(payload) : reader;
}

/** `event_msg/user_message`; only these two types have kinds. */
export function typeName(type: string, payload: JsonObject): string {
  return type === 'response_item' || type === 'event_msg'
    ? `${type}/${asString(payload['type']) ?? 'none'}`
    : type;
}

type Reader = (payload: JsonObject) => CodexContent;

const says =
  (role: MessageRole, content: (payload: JsonObject) => string | undefined): Reader =>
  (payload) => ({ role, content: content(payload) });

const READERS: Readonly<Record<string, Reader | typeof SILENT | undefined>> = {
  __proto__: null as never,
  compacted: says('system', ({ message }) => asString(message)),
  'event_msg/agent_message': SILENT,
  'event_msg/agent_reasoning': SILENT,
  'event_msg/agent_reasoning_raw_content': SILENT,
  'event_msg/context_compacted': SILENT,
  'event_msg/entered_review_mode': SILENT,
  'event_msg/error': says('system', ({ message }) => asString(message)),
  'event_msg/exited_review_mode': SILENT,
  'event_msg/item_completed': ({ item }) => {
    // Of the items that stand nowhere else only a plan is text.
    const plan = asObject(item);
    return plan?.['type'] === 'Plan' ? { role: 'assistant', content: asString(plan['text']) } : SILENT;
  },
  'event_msg/mcp_tool_call_end': SILENT,
  'event_msg/patch_apply_end': SILENT,
  'event_msg/stream_error': says('system', ({ message }) => asString(message)),
  'event_msg/task_complete': SILENT,
  'event_msg/task_started': SILENT,
  'event_msg/thread_name_updated': SILENT,
  'event_msg/thread_rolled_back': SILENT,
  'event_msg/token_count': SILENT,
  'event_msg/turn_aborted': SILENT,
  'event_msg/user_message': says('user', ({ message }) => asString(message)),
  'event_msg/web_search_end': SILENT,
  'response_item/custom_tool_call': says('tool', ({ name, input }) => toolCallText(name, input)),
  'response_item/custom_tool_call_output': says('tool', ({ output }) => outputText(output)),
  'response_item/function_call': says('tool', ({ name, arguments: input }) =>
    toolCallText(name, unpacked(input)),
  ),
  'response_item/function_call_output': says('tool', ({ output }) => outputText(output)),
  'response_item/image_generation_call': SILENT,
  'response_item/local_shell_call': says('tool', ({ action }) => toolCallText('local_shell', action)),
  'response_item/message': ({ role, content }) =>
    role === 'assistant' ? { role, content: contentText(content) } : SILENT,
  'response_item/reasoning': says('thinking', ({ summary, content }) =>
    [...asArray(summary), ...asArray(content)].map((part) => contentText([part])).join('\n\n'),
  ),
  'response_item/tool_search_call': says('tool', ({ arguments: input }) =>
    toolCallText('tool_search', input),
  ),
  // The descriptions of the tools that were found.
  'response_item/tool_search_output': SILENT,
  'response_item/web_search_call': ({ action }) =>
    asObject(action) === undefined ? SILENT : { role: 'tool', content: toolCallText('web_search', action) },
};

/** A tool's output: text, a content list, or text in an envelope with an exit code. */
function outputText(output: unknown): string {
  if (typeof output !== 'string') return contentText(asObject(output)?.['content'] ?? output);
  const envelope = output.startsWith('{"output":') ? parseObject(output) : undefined;
  return asString(envelope?.['output']) ?? output;
}

/** The arguments of a function call, which stand in a string as JSON. */
function unpacked(input: unknown): unknown {
  const text = asText(input);
  return text === undefined ? input : (parseObject(text) ?? text);
}
