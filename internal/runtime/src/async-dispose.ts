// The types promise a symbol that browsers of 2024 and earlier lack.
const native = (Symbol as { asyncDispose?: typeof Symbol.asyncDispose }).asyncDispose;

/** The symbol that `await using` looks for, or, where the engine has none, the registered one that transpilers use. */
export const asyncDispose: typeof Symbol.asyncDispose =
  native ?? (Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose);
