import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import { finds, ids, message, searchOver } from './fixtures.js';

/** Characters of scripts without spaces, and what stands between them in real text. */
const CHARACTERS = Array.from('東京都日本語天気予報データベース移行するのはがです。、 A');

export const recallScenarios: readonly Scenario<SearchAdapter>[] = [
  finds(
    'identifiers',
    'finds what developers write, whole and in its parts',
    {
      a: 'see src/server/http_client.ts line 42',
      b: 'multi-agent systems',
      c: "don't panic",
      d: 'C++ and TODO: later',
      e: 'app.config.maxRetries is 3',
    },
    {
      'src/server/http_client.ts': ['a'],
      http_client: ['a'],
      httpclient: ['a'],
      client: ['a'],
      server: ['a'],
      'server/http': ['a'],
      'client.ts': ['a'],
      'multi-agent': ['b'],
      agent: ['b'],
      "don't": ['c'],
      'C++': ['d'],
      'TODO:': ['d'],
      config: ['e'],
      'app.config': ['e'],
      maxRetries: ['e'],
      max_retries: ['e'],
      retries: ['e'],
      maxretries: ['e'],
    },
  ),
  finds(
    'camel-case',
    'finds an identifier by its parts, its whole in any spelling, and their beginnings',
    {
      a: 'call getUserName now',
      b: 'get the user',
      c: 'username',
      d: 'parseHTTPResponse and XMLHttpRequest',
    },
    {
      user: ['a', 'b', 'c'],
      'user ': ['a', 'b'],
      'name ': ['a'],
      'getusername ': ['a'],
      getuser: ['a'],
      'getuser ': [],
      getUserName: ['a'],
      get_user_name: ['a'],
      GETUSERNAME: ['a'],
      'get user': ['a', 'b'],
      http: ['d'],
      response: ['d'],
      xmlhttp: ['d'],
      parsehttpresponse: ['d'],
    },
  ),
  finds(
    'identifier-phrases',
    'lets phrases run across the parts of identifiers and the words around them',
    { a: 'call getUserName now', b: 'call now getUserName', c: 'the user_name field' },
    {
      '"user name"': ['a', 'b', 'c'],
      '"get user name"': ['a', 'b'],
      '"call get"': ['a'],
      '"call getUserName"': ['a'],
      '"getUserName now"': ['a'],
      '"name now"': ['a'],
      '"call getusername"': [],
      '"the user_name field"': ['c'],
      '"name field"': ['c'],
    },
  ),
  finds(
    'unspaced-scripts',
    'finds any part of text that is written without spaces',
    { a: '東京都の天気予報', b: 'データベース移行', c: '京都の寺', d: 'ภาษาไทย' },
    { 天気: ['a'], 京都: ['a', 'c'], 移行: ['b'], ベース: ['b'], 都: ['a', 'c'], ไทย: ['d'] },
  ),
  {
    key: 'substrings',
    title: 'finds every document that contains one to four characters of a script without spaces',
    async run({ adapter }) {
      const search = searchOver(adapter());
      const seed = Math.floor(Math.random() * 2 ** 32);
      const random = randomNumbers(seed);
      const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
      const texts = Array.from({ length: 60 }, () =>
        Array.from({ length: 1 + Math.floor(random() * 24) }, () => pick(CHARACTERS)).join(''),
      );
      await search.index(
        'messages',
        texts.map((text, n) => message(String(n), text)),
      );
      for (let n = 0; n < 300; n += 1) {
        const run = pick(
          texts.flatMap(
            (text) => text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu) ?? [],
          ),
        );
        const start = Math.floor(random() * run.length);
        const query = run.slice(start, start + 1 + Math.floor(random() * 4));
        const expected = texts.flatMap((text, at) =>
          // Words stand next to each other also where a space or a full stop is between them.
          text.replace(/[ 。、]/g, '').includes(query) ? [String(at)] : [],
        );
        const found = ids(await search.searchAll(query, { limit: 200 }));
        expect(found.sort(), `${query}, seed ${seed}`).toEqual(expected.sort());
      }
    },
  },
];

/** Mulberry32, a small generator whose runs can be repeated. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
