import type { When } from '../rule.js';

/** Strings that only quote an error: a request or an answer, a test run, a diff, a search result, code, a command. */
const QUOTES =
  /^(?:please )?(?:write|add|implement|explain|fix|summar\w+|create|update|(?:can|could) you|how|wh\w+|should|let(?:'s| me)|i(?:'\w+)?|here(?:'s| is)|if|th(?:e|is) (?:user|test|following|client|code|function|file)|done|sure|success|added|fixed|all \d+|tool)[ :!]|^(?:[✅✓✔@]|(?:pass|fail)\b|diff --git|[$#|*+-]+ |```|[\w./-]+\.(?:[jt]sx?|py|go|rs|md)[:-]\d|(?:const|throw|export) |(?:test|it|expect)\(|(?:feat|fix|chore|following|refactor|test)(?:\(.{1,40}\))?: |(?:curl|git \w+) -|grep )|\d (?:tests? )?pass|\bexpected .{1,60} to /;

/** The pieces of a conversation that are no errors, whatever they speak of. */
const SPEECH = /^(?:(?:tool|function).*|user|assistant|text|result)$/;

/** The error is only quoted. */
export const quoted: When = (s) =>
  s.texts.some(({ value, path }) => /exit code \d/.test(value) || (path === '' && QUOTES.test(value))) ||
  s.names.some(({ value, path }) => /^(?:type|role)$/.test(path) && SPEECH.test(value));
