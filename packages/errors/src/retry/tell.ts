/** Calls a listener. What it throws, or what its promise rejects with, is reported on the console and ends there. */
export async function tell<Value>(
  listener: ((value: Value) => unknown) | undefined,
  value: Value,
): Promise<void> {
  try {
    await listener?.(value);
  } catch (error) {
    console.error('onAttempt failed:', error);
  }
}
