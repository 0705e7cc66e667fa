import { describe, expect, it } from 'vitest';
import { parseCommand } from '../src/arguments.js';

const places = { roots: [], database: undefined };

describe('the command line', () => {
  it('serves by default', () => {
    expect(parseCommand([])).toEqual({ name: 'serve', ...places, port: 4177, open: true });
  });

  it('takes several roots, a database, a port and no browser', () => {
    expect(parseCommand(['--root', 'a', '--root', 'b', '--db', 'x.db', '--port', '0', '--no-open'])).toEqual({
      name: 'serve',
      roots: ['a', 'b'],
      database: 'x.db',
      port: 0,
      open: false,
    });
  });

  it('searches for all words that follow, options in between', () => {
    expect(parseCommand(['search', 'login', '--json', 'bug', '--limit', '3'])).toEqual({
      name: 'search',
      ...places,
      query: 'login bug',
      limit: 3,
      json: true,
    });
  });

  it('searches for words that look like options after --', () => {
    expect(parseCommand(['search', '--', '--force'])).toMatchObject({ query: '--force' });
  });

  it.each([
    [['--help'], 'help'],
    [['-h', 'search'], 'help'],
  ])('shows help for %j', (args, name) => {
    expect(parseCommand(args)).toEqual({ name });
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'. Run"],
    [['--port'], "Option '--port <value>' argument missing. Run"],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535, got "70000".'],
    [['--port', '1e3'], '--port must be'],
    [['--json'], '--json has no meaning without search.'],
    [['search', 'x', '--port', '1'], '--port has no meaning with search.'],
    [['search', 'x', '--limit', '0'], '--limit must be a whole number from 1 to 200, got "0".'],
    [['search', ' '], 'Nothing to search for.'],
    [['login bug'], 'npm run demo -- search "login bug"'],
    [['serve', 'x'], '"x" was not expected here.'],
    [['--root', ''], '--root and --db need a path.'],
  ])('refuses %j with a sentence that helps', (args, sentence) => {
    expect(() => parseCommand(args)).toThrow(sentence);
  });
});
