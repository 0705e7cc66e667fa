import type { z } from 'zod';

/** Where a value was refused and why, without the value itself: it may be a secret. */
export interface ParseProblem {
  readonly path: string;
  readonly expected: string;
}

/**
 * Returns what the schema makes of `input`, or throws the error that `fail` makes of the problems found.
 * The `ZodError` itself is only ever a `cause`: its shape is no part of our interface.
 */
export function parse<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  fail: (summary: string, problems: readonly ParseProblem[], cause: unknown) => Error,
): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => ({
    path: pathOf(issue.path),
    // A key that was refused has its reason one level down.
    expected:
      issue.code === 'invalid_key' ? issue.issues.map(({ message }) => message).join('; ') : issue.message,
  }));
  const summary = problems
    .slice(0, 5)
    .map(({ path, expected }) => (path === '' ? expected : `${path}: ${expected}`))
    .join('; ');
  const more = problems.length > 5 ? `; and ${problems.length - 5} more` : '';
  throw fail(summary + more, problems, result.error);
}

/** `items[3].title`, as a reader would write it. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
