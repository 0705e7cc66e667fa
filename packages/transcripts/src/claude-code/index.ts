import { basename } from 'node:path';
import type { FormatLine, FormatOutput, TranscriptFormat } from '../format.js';
import { asArray, asId, asObject, asString, asText, asTime, type JsonObject } from '../json.js';
import { peekRecords } from '../peek.js';
import { contentText, toolCallText } from '../readable-text.js';
import type { MessageRole } from '../records.js';
import {
  nameByPrompt,
  nameSession,
  noFacts,
  observeProject,
  observeTime,
  type SessionFacts,
} from '../session-facts.js';
import { locate } from './location.js';
import { requestOf, speakerOf } from './speaker.js';

/** `~/.claude/projects/<folder>/<session>.jsonl`, and `<session>/subagents/agent-<id>.jsonl` beside it. */
export const claudeCode: TranscriptFormat<SessionFacts> = {
  agent: 'claude-code',
  version: 1,

  recognises(record) {
    return typeof record['type'] === 'string' && IDENTIFIERS.some((key) => typeof record[key] === 'string');
  },

  claims(path) {
    return /[\\/]projects[\\/][^\\/]+[\\/].+\.jsonl$/i.test(path);
  },

  async begin(path) {
    const { mainPath } = locate(path);
    // A subagent may work in a folder of its own; its project is that of the session it belongs to.
    const records = mainPath === path ? [] : await peekRecords(mainPath);
    const facts = noFacts();
    for (const { cwd } of records) observeProject(facts, cwd);
    return facts;
  },

  read(line, facts, output) {
    const { record } = line;
    observeProject(facts, record['cwd']);
    const type = asString(record['type']) ?? 'none';
    switch (type) {
      case 'user':
      case 'assistant':
        readTurn(line, type, facts, output);
        return;
      case 'system':
      case 'attachment':
        readNotice(line, facts, output);
        return;
      case 'progress':
        observeTime(facts, asTime(record['timestamp']));
        return;
      case 'ai-title':
      case 'custom-title':
        nameSession(facts, asText(record['customTitle']) ?? asText(record['aiTitle']));
        return;
      default:
        if (!SILENT.has(type)) output.unknown(type);
    }
  },

  session(path, facts) {
    const { sessionId, folder, subagentId } = locate(path);
    const { projectId, title, startTime, endTime } = facts;
    return {
      sessionId,
      projectId: projectId ?? folder,
      projectIdSource: projectId === null ? 'folder' : 'cwd',
      parentSessionId: null,
      subagentId,
      title,
      startTime,
      endTime,
    };
  },
};

/** At least one of these stands in every record. */
const IDENTIFIERS = ['sessionId', 'uuid', 'leafUuid', 'messageId'];

/** Types that hold no text of the conversation, or only what stands elsewhere too. */
const SILENT = new Set([
  'bridge-session',
  'file-history-delta',
  'file-history-snapshot',
  'last-prompt',
  'mode',
  'permission-mode',
  'pr-link',
  'queue-operation',
  'summary',
]);

/** Blocks of a message without text: pictures, files, and reasoning that only the provider can read. */
const SILENT_BLOCKS = new Set(['image', 'document', 'redacted_thinking']);

function readTurn(
  line: FormatLine,
  type: 'user' | 'assistant',
  facts: SessionFacts,
  output: FormatOutput,
): void {
  const { record } = line;
  const say = sayer(line, facts, output);
  if (record['isMeta'] === true) return;
  const message = asObject(record['message']);
  const speaker = (text: string): MessageRole => {
    // Errors and notices take the model's place, and a summary the user's, but the program wrote them.
    if (message?.['model'] === '<synthetic>' || record['isCompactSummary'] === true) return 'system';
    return type === 'assistant' ? type : speakerOf(text);
  };
  blocksOf(message?.['content']).forEach((block, index) => {
    const blockType = asString(block['type']) ?? 'none';
    switch (blockType) {
      case 'text': {
        const text = asString(block['text']) ?? '';
        const role = speaker(text);
        if (role === 'user') nameByPrompt(facts, requestOf(text));
        say(index, role, text);
        return;
      }
      case 'thinking':
        say(index, 'thinking', asString(block['thinking']));
        return;
      case 'tool_use':
      case 'server_tool_use':
      case 'mcp_tool_use':
        say(index, 'tool', toolCallText(block['name'], block['input']));
        return;
      case 'tool_result':
      case 'mcp_tool_result':
        say(index, 'tool', contentText(block['content']));
        return;
      default:
        if (!SILENT_BLOCKS.has(blockType)) output.unknown(`${type}/${blockType}`);
    }
  });
}

/** What the program says by itself, and prompts that were typed while the agent was at work. */
function readNotice(line: FormatLine, facts: SessionFacts, output: FormatOutput): void {
  const { record } = line;
  const say = sayer(line, facts, output);
  const attachment = asObject(record['attachment']);
  if (attachment?.['type'] === 'queued_command') {
    const prompt = contentText(attachment['prompt']);
    say(0, speakerOf(prompt), prompt);
  } else if (attachment === undefined && record['isMeta'] !== true) {
    say(0, 'system', asString(record['content']));
  }
}

/** Notes the time of a line and returns what turns its parts into messages. */
function sayer({ path, offset, record }: FormatLine, facts: SessionFacts, output: FormatOutput) {
  const timestamp = observeTime(facts, asTime(record['timestamp']));
  const { subagentId } = locate(path);
  const key = asId(record['uuid']) ?? `${basename(path)}@${offset}`;
  return (index: number, role: MessageRole, content: string | undefined) =>
    output.message({
      key: index === 0 ? key : `${key}/${index}`,
      role,
      content,
      timestamp,
      // Older versions wrote subagents into the session's own file.
      subagentId:
        subagentId ?? (record['isSidechain'] === true ? (asString(record['agentId']) ?? 'sidechain') : null),
    });
}

function blocksOf(content: unknown): readonly JsonObject[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return asArray(content).map((block) => asObject(block) ?? {});
}
