import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parse } from '../src/parse-options.js';

const schema = z.object({
  items: z.array(z.object({ title: z.string() })).max(9),
  limit: z.number().int().default(10),
});
const fail = (summary: string, problems: readonly { path: string }[], cause: unknown) =>
  Object.assign(new Error(summary, { cause }), { problems });

describe('parse', () => {
  it('returns the parsed value with its defaults', () => {
    expect(parse(schema, { items: [] }, fail)).toEqual({ items: [], limit: 10 });
  });

  it('names each place as a reader would write it, and not the value', () => {
    const secret = { items: [{ title: 'fine' }, { title: 4711 }], limit: 1.5 };
    expect(() => parse(schema, secret, fail)).toThrow(/^items\[1\]\.title: .*string.*; limit: .*int/);
    expect(() => parse(schema, secret, fail)).not.toThrow(/4711/);
  });

  it('cuts a long list of problems', () => {
    const items = Array.from({ length: 8 }, () => ({ title: 1 }));
    expect(() => parse(schema, { items }, fail)).toThrow(/; and 3 more$/);
  });
});
