/** How many keys are kept. */
const LIMIT = 1_000;

/** Finds the value of a key, or makes one. Beyond the limit the key that was used least recently is forgotten. */
export function recentKeys<Value>(create: () => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const value = values.get(key) ?? create();
    // A map iterates in the order of insertion: what is used moves to its end.
    values.delete(key);
    values.set(key, value);
    if (values.size > LIMIT) values.delete(values.keys().next().value as string);
    return value;
  };
}
