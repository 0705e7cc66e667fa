/**
 * Whether a test may use a service of this machine. Where the service is absent the tests are skipped
 * with the reason in their name; under `KEELSON_REQUIRE_SERVICES=1`, as in CI, absence is an error.
 *
 * @example
 * describe.skipIf(!service('Chromium', existsSync(path), 'install the Debian package chromium'))(...)
 */
export function service(name: string, present: boolean, remedy: string): boolean {
  if (present) return true;
  const message = `${name} is not available: ${remedy}.`;
  if (process.env['KEELSON_REQUIRE_SERVICES'] === '1') throw new Error(message);
  console.warn(`Skipped: ${message}`);
  return false;
}

/** Whether the long forms of kill loops, fuzz runs and soaks were asked for. */
export const full: boolean = process.env['KEELSON_TEST_FULL'] === '1';
