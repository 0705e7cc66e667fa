import { full } from '@keelson/internal-conformance/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, isUnspaced, MAX_TERM, tokenize } from '../src/tokenizer.js';

const terms = (text: string) => analyze(text).terms.join(' ');
const compounds = (text: string) => analyze(text).compounds.join(' ');

/** What is hard about Unicode, and what ordinary text and code are made of. */
const unit = fc.oneof(
  fc.constantFrom(
    ...Array.from(
      'aaabcdeEFGsSTuUx0129__  .-/"\'\0\u0301\u0308\ufe0f\u200d\uff9e\u3099\u0e31\u0e33\u09cdßẞİıςΣσéÉǅﬁ½①㍿ﷺＡ',
    ),
  ),
  fc.constantFrom(
    ...Array.from('東京都ータデﾃｶ한글ᄒ\u1161\u11abไทยກཀкКйЙשع🙂👩𝒳𠮷𐐀𐐨'),
    '\ud83d',
    '\ude00',
    '\ue000',
    '\u{f0000}',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const anyText = fc.array(unit, { maxLength: 60 }).map((units) => units.join(''));
const numRuns = full ? 100_000 : 5_000;

describe('terms', () => {
  it.each([
    ['The quick, brown fox.', 'the quick brown fox'],
    ["don't use C++ or TODO: 3.14", 'don t use c or todo 3 14'],
    ['Café ZÜRICH naïve Ångström', 'cafe zurich naive angstrom'],
    ['ﬁle ① Ⅷ ½ Ｆｕｌｌ', 'file 1 viii 1 2 full'],
    ['ΣΊΣΥΦΟΣ σίσυφος ΟΔΟΣ', 'σισυφοσ σισυφοσ οδοσ'],
    ['İstanbul straße STRASSE', 'istanbul straße strasse'],
    ['데이터베이스 이전', '데이터베이스 이전'],
    ['файл ЙОД', 'фаил иод'],
    ['🙂 👩‍👩‍👧 ❤️ 1️⃣', '1\u20e3'],
    ['before\0after \ue000private\u{f0000}use half\ud83dword', 'before after private use half word'],
  ])('of %j are folded words', (text, expected) => {
    expect(terms(text)).toBe(expected);
  });

  it.each([
    ['getUserName get_user_name src/getUserName.ts', 'get user name get user name src get user name ts'],
    ['HTMLParser parseHTML XMLHttpRequest', 'html parser parse html xml http request'],
    ['utf8Decode base64 h264Encoder sha256', 'utf8 decode base64 h264 encoder sha256'],
    ['URLs APIs userIDs IDsOf', 'urls apis user ids ids of'],
    ['README HTTP iPhone A aB Ab', 'readme http i phone a a b ab'],
    ['__init__ MAX_VALUE _x x__y', 'init max value x x y'],
    ['größeÄndern ИмяПользователя', 'große andern имя пользователя'],
    ['a.b.c multi-agent foo::barBaz', 'a b c multi agent foo bar baz'],
  ])('of %j are the parts of identifiers', (text, expected) => {
    expect(terms(text)).toBe(expected);
  });

  it.each([
    ['東京都の天気', '東 京 都 の 天 気'],
    ['データベース ﾃﾞｰﾀ', 'デ ー タ ベ ー ス デ ー タ'],
    ['ภาษาไทย', 'ภ า ษ า ไ ท ย'],
    ['東京Tower2でgetUser', '東 京 tower2 で get user'],
    ['葛\u{e0100}飾', '葛 飾'],
  ])('of %j are characters where a script has no spaces', (text, expected) => {
    expect(terms(text)).toBe(expected);
  });

  it('of long words and of what looks like base64 are one, cut', () => {
    const base64 = 'aGVsbG8gV29ybGQhIFRoaXMgaXMgYSB0ZXN0IG9mIGJhc2U2NA';
    expect(terms(base64)).toBe(base64.toLowerCase());
    expect(terms('oneTwoThreeFourFiveSixSevenEight').split(' ')).toHaveLength(8);
    expect(terms('oneTwoThreeFourFiveSixSevenEightNine')).toBe('onetwothreefourfivesixseveneightnine');
    expect(terms(`someWord${'x'.repeat(MAX_TERM)}`)).toBe(`someword${'x'.repeat(MAX_TERM - 8)}`);
    expect(terms(`${'x'.repeat(MAX_TERM - 1)}𐐀`)).toBe('x'.repeat(MAX_TERM - 1));
    expect(analyze('x'.repeat(1_000_000)).terms).toEqual(['x'.repeat(MAX_TERM)]);
  });

  it('are the same with and without offsets, which are where the term comes from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = [...tokenize(text)];
        expect(tokens.map(({ term }) => term)).toEqual(analyze(text).terms);
        let before = 0;
        for (const { term, start, end } of tokens) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start < end && end <= text.length).toBe(true);
          expect(start).toBeGreaterThanOrEqual(before === end ? 0 : before);
          expect(isHalfPair(text, start) || isHalfPair(text, end)).toBe(false);
          expect(fold(text.slice(start, end))).toContain(term);
          before = end;
        }
      }),
      { numRuns },
    );
  }, 300_000);

  it('are those of a slow tokenizer made of regular expressions', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(analyze(text).terms).toEqual(slowTerms(text));
      }),
      { numRuns },
    );
  }, 300_000);

  it('are words themselves, and have no control, private-use or surrogate characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { terms: words, compounds: identifiers } = analyze(text);
        for (const word of words) expect(analyze(word).terms).toEqual([word]);
        for (const word of [...words, ...identifiers]) {
          expect(word).not.toMatch(/[^\p{L}\p{N}\p{M}]/u);
          expect(word.length).toBeLessThanOrEqual(MAX_TERM);
        }
      }),
      { numRuns },
    );
  }, 300_000);

  it('do not depend on how letters are composed', () => {
    const letters = fc.array(fc.constantFrom(...Array.from('aZéÉüßñŠşđйЙёηάΏἄ한글ế _.')), { maxLength: 30 });
    fc.assert(
      fc.property(letters, (units) => {
        const text = units.join('');
        expect(analyze(text.normalize('NFD'))).toEqual(analyze(text.normalize('NFC')));
      }),
    );
  });
});

describe('compounds', () => {
  it.each([
    ['getUserName user_name plain', 'getusername username'],
    ['src/getUserName.ts multi-agent a.b', 'getusername'],
    ['get_userName HTMLParser __init__', 'getusername htmlparser'],
    ['x_y x_y xY', 'xy xy xy'],
    ['ÄrgerLevel Имя_Файла', 'argerlevel имяфаила'],
    ['東京 東京_都 user_東京 ½_x x_\u0301_y', '2x xy'],
    ['\u0301_x a \u0301_b', ''],
  ])('of %j are its identifiers of several parts, joined', (text, expected) => {
    expect(compounds(text)).toBe(expected);
  });

  it('are cut as terms are', () => {
    expect(compounds('part_'.repeat(100_000))).toBe('part'.repeat(16));
  });

  it('are the runs of terms that letters, digits and underscores alone connect', () => {
    const part = fc.stringMatching(/^[a-z]{2}[a-z0-9]{0,6}$/);
    const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 8 }), (parts) => {
        const joined = parts.join('').slice(0, MAX_TERM);
        expect(analyze(parts.join('_'))).toEqual({ terms: parts, compounds: [joined] });
        expect(analyze(parts.join('-'))).toEqual({ terms: parts, compounds: [] });
        if (parts.join('').length > MAX_TERM) return;
        expect(analyze(parts.map(capital).join(''))).toEqual({ terms: parts, compounds: [joined] });
      }),
    );
  });
});

describe('unspaced terms', () => {
  it('are characters of scripts without spaces', () => {
    for (const { term } of tokenize('東ーデﾃﾞไกิ々𠮷')) expect(isUnspaced(term), term).toBe(true);
    for (const { term } of tokenize('word 7 한글 שלום é 𝒳 \u0301x'))
      expect(isUnspaced(term), term).toBe(false);
    expect(isUnspaced('')).toBe(false);
  });
});

function isHalfPair(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(offset - 1, offset + 1));
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\p{Variation_Selector}]/gu, '')
    .replaceAll('ς', 'σ')
    .normalize('NFC');
}

/** The same as `analyze(text).terms`, plainly. */
function slowTerms(text: string): string[] {
  const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3006\u30fc\uff70`;
  const mark = String.raw`[\p{M}\uff9e\uff9f]`;
  const word = new RegExp(
    `(?!${mark})(?=[\\p{L}\\p{N}])[${unspaced}]${mark}*|(?:${mark}|(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`,
    'gu',
  );
  const foldedWord = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
  const capital = String.raw`[\p{Lu}\p{Lt}]`;
  const border = new RegExp(
    `(?<=(?!${mark}|${capital})[\\p{L}\\p{N}]${mark}*)(?=${capital})|` +
      `(?<=${capital}${mark}*)(?=${capital}${mark}*(?!s(?!\\p{Ll}|${mark}))\\p{Ll})`,
    'u',
  );
  return (text.match(word) ?? []).flatMap((each) => {
    const parts = each.split(border);
    const split = each.length <= MAX_TERM && parts.length <= 8 ? parts : [each];
    return split
      .flatMap((part) => fold(part).match(foldedWord) ?? [])
      .map((term) => term.slice(0, MAX_TERM).replace(/[\ud800-\udbff]$/, ''));
  });
}
