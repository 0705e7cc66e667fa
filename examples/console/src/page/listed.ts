import { plainText } from '../plain-text.js';
import { projectName } from '../project-name.js';
import type { Hit, Session } from '../protocol.js';
import { shortRelativeTime } from '../relative-time.js';
import { element } from './elements.js';
import { excerptOf } from './excerpt.js';
import type { OptionGroup } from './listbox.js';
import { hrefOf } from './route.js';

const AGENTS: Readonly<Record<string, string>> = { 'claude-code': 'Claude Code', codex: 'Codex' };

export function agentName(agent: string | null): string {
  return agent === null ? '' : (AGENTS[agent] ?? agent);
}

export function titleOf({ title, id }: Session): string {
  const text = plainText(title ?? '').trim();
  return text === '' ? `Session ${id}` : text;
}

/** Sessions under their projects; the project with the latest session comes first. */
export function sessionGroups(sessions: readonly Session[]): readonly OptionGroup[] {
  const byProject = new Map<string, Session[]>();
  for (const session of sessions) {
    const project = session.project ?? '';
    byProject.set(project, [...(byProject.get(project) ?? []), session]);
  }
  return [...byProject].map(([project, members]) => ({
    heading: [span('name', projectName(project) || 'No project'), span('path', project)],
    options: members.map((session) => ({
      href: hrefOf({ query: '', session: session.id, message: null, at: null }),
      content: [
        span('title', titleOf(session)),
        span('agent', agentName(session.agent)),
        span('when', shortRelativeTime(session.endTime)),
      ],
    })),
  }));
}

/** Hits under their sessions; the session with the best hit comes first. */
export function hitGroups(hits: readonly Hit[], query: string): readonly OptionGroup[] {
  const bySession = new Map<string, Hit[]>();
  for (const hit of hits) bySession.set(hit.session.id, [...(bySession.get(hit.session.id) ?? []), hit]);
  return [...bySession.values()].map((members) => {
    const session = members[0]?.session;
    return {
      heading:
        session === undefined
          ? []
          : [
              span('name', titleOf(session)),
              span(
                'path',
                [projectName(session.project), agentName(session.agent)].filter(Boolean).join(' · '),
              ),
            ],
      options: members.map((hit) => ({
        href: hrefOf({ query, session: hit.session.id, message: hit.messageId, at: hit.time }),
        content: [
          span(`role ${hit.role}`, hit.role),
          excerptOf(hit),
          span('when', shortRelativeTime(hit.time)),
        ],
      })),
    };
  });
}

function span(name: string, text: string): HTMLElement {
  return element('span', { class: name, dir: 'auto' }, plainText(text));
}
