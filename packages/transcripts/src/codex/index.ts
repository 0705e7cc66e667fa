import { basename } from 'node:path';
import type { TranscriptFormat } from '../format.js';
import { asId, asObject, asString, asText, asTime, type JsonObject } from '../json.js';
import {
  nameByPrompt,
  nameSession,
  noFacts,
  observeProject,
  observeTime,
  type SessionFacts,
} from '../session-facts.js';
import { contentOf, SILENT, typeName } from './content.js';
import { stillReplaying } from './fork.js';

// A type alias: an interface would not count as JSON.
type CodexState = SessionFacts & {
  sessionId: string | null;
  parentSessionId: string | null;
  /** While a fork repeats its parent, the time of its latest line; null once it speaks for itself. */
  replayedAt: number | null;
};

/** `~/.codex/sessions/YYYY/MM/DD/rollout-<local time>-<session>.jsonl`. */
export const codex: TranscriptFormat<CodexState> = {
  agent: 'codex',
  version: 1,

  recognises({ type, timestamp, payload }) {
    return typeof type === 'string' && typeof timestamp === 'string' && asObject(payload) !== undefined;
  },

  claims(path) {
    return /^rollout-.+\.jsonl$/i.test(basename(path));
  },

  async begin() {
    return { ...noFacts(), sessionId: null, parentSessionId: null, replayedAt: null };
  },

  read({ offset, record }, state, output) {
    const type = asString(record['type']) ?? 'none';
    const payload = asObject(record['payload']) ?? {};
    const timestamp = observeTime(state, asTime(record['timestamp']));
    const inherited = observeFork(payload, timestamp, state);
    if (type === 'session_meta') {
      observeMeta(payload, timestamp, state);
      return;
    }
    if (type === 'turn_context') {
      observeProject(state, payload['cwd']);
      return;
    }
    const said = contentOf(type, payload);
    if (said === undefined) output.unknown(typeName(type, payload));
    else if (said !== SILENT) {
      if (said.role === 'user' && !inherited) nameByPrompt(state, asText(said.content));
      output.message({ ...said, key: String(offset), timestamp, inherited });
    } else if (payload['type'] === 'thread_name_updated') {
      nameSession(state, asText(payload['thread_name']));
    }
  },

  session(path, state) {
    const { sessionId, projectId, parentSessionId, title, startTime, endTime } = state;
    return {
      sessionId: sessionId ?? sessionOf(path),
      projectId: projectId ?? 'unknown',
      projectIdSource: projectId === null ? 'folder' : 'cwd',
      parentSessionId,
      subagentId: null,
      title,
      startTime,
      endTime,
    };
  },
};

/** The first one is the file's own; a resumed session repeats it, and a fork goes on with those of its ancestors. */
function observeMeta(payload: JsonObject, timestamp: number, state: CodexState): void {
  const id = asId(payload['id']);
  if (state.sessionId === null) {
    state.sessionId = id ?? null;
    observeProject(state, payload['cwd']);
    const spawn = asObject(asObject(asObject(payload['source'])?.['subagent'])?.['thread_spawn']);
    state.parentSessionId = asId(payload['forked_from_id']) ?? asId(spawn?.['parent_thread_id']) ?? null;
    if (state.parentSessionId !== null) state.replayedAt = timestamp;
  } else if (id !== undefined && id !== state.sessionId) {
    state.replayedAt = timestamp;
  }
}

/** Whether the line is one that a fork repeats from its parent. */
function observeFork(payload: JsonObject, time: number, state: CodexState): boolean {
  if (state.replayedAt === null) return false;
  const { replayedAt, sessionId } = state;
  const replaying = stillReplaying(replayedAt, { time, turnId: asString(payload['turn_id']), sessionId });
  state.replayedAt = replaying ? time : null;
  return replaying;
}

/** The id at the end of a file's name, for a file whose first line was lost. */
function sessionOf(path: string): string {
  const name = basename(path, '.jsonl');
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(name)?.[0] ?? name;
}
