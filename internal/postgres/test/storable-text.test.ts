import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText } from './any-text.js';
import { isStorableText, storableJson, storableText } from '../src/storable-text.js';

it('leaves text alone that PostgreSQL can keep', () => {
  const text = 'naïve 👩‍🚀 \u0001 \uFFFD \\u0000 \ud83d\ude00';
  expect(isStorableText(text)).toBe(true);
  expect(storableText(text)).toBe(text);
});

it.each([
  ['U+0000', 'a\0b', 'a\uFFFDb'],
  ['a lone high surrogate', 'a\ud83db', 'a\uFFFDb'],
  ['a lone low surrogate', '\ude00', '\uFFFD'],
  ['a lone surrogate before a pair', '\ud83d\ud83d\ude00', '\uFFFD\ud83d\ude00'],
])('replaces %s by U+FFFD', (_name, text, stored) => {
  expect(isStorableText(text)).toBe(false);
  expect(storableText(text)).toBe(stored);
});

it('keeps every offset, so that highlights stay where they are', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const stored = storableText(text);
      expect(isStorableText(stored)).toBe(true);
      expect(stored).toHaveLength(text.length);
      expect(isStorableText(text)).toBe(stored === text);
    }),
  );
});

it('replaces the escapes of such characters in JSON, in keys too, and nothing that looks like them', () => {
  const value = { 'k\0': ['\ud800', '\\u0000', '\\\0', '"\\ud800', '\n'] };
  expect(JSON.parse(storableJson(value))).toEqual({
    'k\uFFFD': ['\uFFFD', '\\u0000', '\\\uFFFD', '"\\ud800', '\n'],
  });
});
