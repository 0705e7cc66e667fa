import { parseArgs } from 'node:util';
import { Failure } from './failure.js';

/** Where sessions come from and where their index goes. */
export interface PlaceArguments {
  /** Empty: this machine's sessions, or the bundled sample. */
  readonly roots: readonly string[];
  readonly database: string | undefined;
}

export type Command =
  | { readonly name: 'help' }
  | (PlaceArguments & { readonly name: 'serve'; readonly port: number; readonly open: boolean })
  | (PlaceArguments & {
      readonly name: 'search';
      readonly query: string;
      readonly limit: number;
      readonly json: boolean;
    });

export const usage = `Search what your coding agents said. Everything stays on this machine.

  npm run demo                          index the sessions, then serve a page on 127.0.0.1
  npm run demo -- search "some words"   answer here instead

Options
  --root DIR     read sessions from this folder; may be given several times
                 (default: those of Claude Code and Codex of this user, else a bundled sample)
  --db FILE      keep the index in this file (default: a file in your cache folder)
  --port N       port of the page, 0 for any free one (default: 4177)
  --no-open      only print the address, do not open a browser
  --limit N      with search: hits to show, 1 to 200 (default: 10)
  --json         with search: one JSON document on standard output
  -h, --help     show this
`;

const SEE_HELP = 'Run "npm run demo -- --help" to see what there is.';
const ONLY_FOR = { port: 'serve', 'no-open': 'serve', limit: 'search', json: 'search' } as const;

/** Reads the command line. @throws Failure */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true) return { name: 'help' };
  const [name = 'serve', ...words] = positionals;
  if (name !== 'serve' && name !== 'search') {
    throw new Failure(`There is no command "${name}". To search for it: npm run demo -- search "${name}".`);
  }
  for (const [option, command] of Object.entries(ONLY_FOR) as [keyof typeof ONLY_FOR, string][]) {
    if (values[option] !== undefined && command !== name) {
      throw new Failure(
        `--${option} has no meaning ${name === 'search' ? 'with' : 'without'} search. ${SEE_HELP}`,
      );
    }
  }
  const places = { roots: values.root ?? [], database: values.db };
  if (places.roots.includes('') || places.database === '') {
    throw new Failure(`--root and --db need a path. ${SEE_HELP}`);
  }
  if (name === 'search') {
    const query = words.join(' ').trim();
    if (query === '')
      throw new Failure('Nothing to search for. Example: npm run demo -- search "login bug".');
    const limit = toNumber('limit', values.limit ?? '10', 1, 200);
    return { name, ...places, query, limit, json: values.json ?? false };
  }
  if (words.length > 0) throw new Failure(`"${words.join(' ')}" was not expected here. ${SEE_HELP}`);
  const port = toNumber('port', values.port ?? '4177', 0, 65_535);
  return { name, ...places, port, open: values['no-open'] !== true };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: 'string', multiple: true },
        db: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        limit: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Node's own first sentence names the option and what is wrong with it; the rest is about its syntax.
    const [sentence = ''] = (error as Error).message.split(/\.?(?:\s|$)(?=To specify|Did you|$)/);
    throw new Failure(`${sentence.replace(/\.$/, '')}. ${SEE_HELP}`);
  }
}

function toNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new Failure(`--${option} must be a whole number from ${least} to ${most}, got "${text}".`);
}
