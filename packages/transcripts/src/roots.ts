import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folders in which this user's agents keep their sessions, whether they exist or not. `CLAUDE_CONFIG_DIR` and
 * `CODEX_HOME` are respected as the agents themselves respect them.
 *
 * @example
 * const roots = defaultTranscriptRoots(); // ['/home/ada/.claude/projects', ..., '/home/ada/.codex/sessions', ...]
 */
export function defaultTranscriptRoots(): readonly string[] {
  const home = homedir();
  const claude = process.env['CLAUDE_CONFIG_DIR'];
  const claudeFolders = claude ? [claude] : [join(home, '.claude'), join(home, '.config', 'claude')];
  const codex = process.env['CODEX_HOME'] || join(home, '.codex');
  return [
    ...claudeFolders.map((folder) => join(folder, 'projects')),
    join(codex, 'sessions'),
    join(codex, 'archived_sessions'),
  ];
}
