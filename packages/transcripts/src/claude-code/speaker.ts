import { asText } from '../json.js';

/** Texts that the program puts in the user's place. */
const PROGRAM =
  /^\s*(?:<(?:task-notification|local-command-[a-z]+|bash-std(?:out|err)|ide_[a-z_]+|system-reminder)>|\[Request interrupted by user)/;

/** Who wrote a text that stands in the user's place. */
export function speakerOf(text: string): 'user' | 'system' {
  return PROGRAM.test(text) ? 'system' : 'user';
}

const COMMAND = /<command-name>(.*?)<\/command-name>/s;
const ARGUMENTS = /<command-args>(.*?)<\/command-args>/s;

/** What a prompt asks for; of a slash command its name and arguments, and nothing where it has no arguments. */
export function requestOf(prompt: string): string | undefined {
  const command = COMMAND.exec(prompt)?.[1];
  if (command === undefined) return asText(prompt);
  const given = asText(ARGUMENTS.exec(prompt)?.[1]);
  return given === undefined ? undefined : `${command} ${given}`;
}
