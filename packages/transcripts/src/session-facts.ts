import { asText } from './json.js';

/** What the lines of a file have told about its session so far; part of every format's state. */
// A type alias: an interface would not count as JSON.
export type SessionFacts = {
  projectId: string | null;
  startTime: number | null;
  endTime: number | null;
  title: string | null;
  /** Whether the title is the agent's own; if not, it is the beginning of the first prompt. */
  named: boolean;
};

export function noFacts(): SessionFacts {
  return { projectId: null, startTime: null, endTime: null, title: null, named: false };
}

/** Longer ones are not paths of a real project, and a search database would refuse them. */
const MAX_PROJECT_LENGTH = 1024;

/** Takes a working directory; the first one is the session's project. */
export function observeProject(facts: SessionFacts, cwd: unknown): void {
  const project = asText(cwd);
  if (project !== undefined && project.length <= MAX_PROJECT_LENGTH) facts.projectId ??= project;
}

/** Widens the session to `time` and returns it; where a line has none, the latest time so far stands in. */
export function observeTime(facts: SessionFacts, time: number | undefined): number {
  if (time === undefined) return facts.endTime ?? 0;
  facts.startTime = Math.min(facts.startTime ?? time, time);
  facts.endTime = Math.max(facts.endTime ?? time, time);
  return time;
}

/** Takes the agent's own title; the latest holds. */
export function nameSession(facts: SessionFacts, title: string | undefined): void {
  if (title === undefined) return;
  facts.title = title;
  facts.named = true;
}

/** Takes the beginning of the first prompt, for want of a title. */
export function nameByPrompt(facts: SessionFacts, prompt: string | undefined): void {
  if (prompt === undefined || facts.title !== null) return;
  const words = prompt.slice(0, 1000).trim().replace(/\s+/g, ' ');
  // A surrogate pair is not cut in half.
  facts.title = words.length <= 120 ? words : `${words.slice(0, 119).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
