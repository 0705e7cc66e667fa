import type { When } from '../rule.js';

/** Strings that only quote an error: a request or an answer, a test run, a diff, a search result, code, a command. */
const QUOTES =
  /^(?:please )?(?:write|add|implement|explain|fix|summar\w+|create|update|c(?:an|ould) you|how|wh\w+|should|let(?:'s)?|i(?:'\w+)?|here(?:'s)?|if|th(?:e|is) (?:user|test|following|client|code|function|file)|done|sure|success|added|fixed|tool)[ :!]|^(?:[✅✓@]|(?:pass|fail)\b|diff --git|(?:[$#|*+-]+|\d\.) |```|[\w./-]+\.(?:[jt]sx?|py|go|rs|md)[: -]{1,2}\d|(?:test|it|expect)\(|(?:feat|fix|chore|following|test)(?:\(.*\))?: |(?:curl|git \w+) -|grep )|\d tests? |tests: |assertionerr|\bassert |\bexpected(?: .{1,60} to |: .{1,60}(?:received|actual): )|\.md\b/;

/** The pieces of a conversation that are no errors, whatever they speak of. */
const SPEECH = /^(?:(?:tool|function).*|user|assistant|text|result)$/;

/** The error is only quoted. */
export const quoted: When = (s) =>
  s.texts.some(({ value, path }) => /exit code \d/.test(value) || (path === '' && QUOTES.test(value))) ||
  s.names.some(({ value, path }) => /^(?:type|role)$/.test(path) && SPEECH.test(value));
