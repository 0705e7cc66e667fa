/**
 * Runs inside the stranger's project, where no optional peer is installed: loads every entry of every package
 * in both formats. Prints one line for each problem.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What `check-packed` passes as the only argument. */
export interface InstalledPackage {
  readonly name: string;
  /** `.`, `./memory` */
  readonly subpaths: readonly string[];
  readonly optionalPeers: readonly string[];
}

type Module = Readonly<Record<string, unknown>>;
type ErrorClass = new (code: string, message: string) => Error;
type AdapterFactory = (options: object) => { open(declared: readonly unknown[]): Promise<void> };

/** What the adapters of an engine need. */
const DRIVERS = { sqlite: 'better-sqlite3', postgres: 'pg' };
/** Loaded when a store opens, so importing any entry works without them. Other peers are imported at once. */
const LAZY = new Set([...Object.values(DRIVERS), '@napi-rs/keyring']);

const require = createRequire(import.meta.url);
const packages = JSON.parse(process.argv[2] ?? '[]') as readonly InstalledPackage[];
for (const installed of packages) {
  for (const subpath of installed.subpaths) {
    const problems = await check(installed, subpath);
    for (const problem of problems) console.log(`${join(installed.name, subpath)}: ${problem}`);
  }
}

async function check({ name, optionalPeers }: InstalledPackage, subpath: string): Promise<readonly string[]> {
  const specifier = join(name, subpath);
  let imported: Module;
  try {
    imported = (await import(specifier)) as Module;
  } catch (error) {
    const missing = /Cannot find (?:package|module) '([^']+)'/.exec((error as Error).message)?.[1];
    const isExpected = missing !== undefined && optionalPeers.includes(missing) && !LAZY.has(missing);
    return isExpected ? [] : [`import fails: ${String(error)}`];
  }
  const folder = dirname(require.resolve(join(name, 'package.json')));
  const commonJs = require(join(folder, 'dist', `${subpath === '.' ? 'index' : subpath}.cjs`)) as Module;
  return [
    ...sameClasses(imported, require(specifier) as Module),
    ...sameErrors(imported, commonJs),
    ...(await missingDrivers(imported)),
  ];
}

/** `require` and `import` give one and the same class, or `instanceof` fails between a host's modules. */
function sameClasses(imported: Module, required: Module): readonly string[] {
  return Object.keys(imported)
    .filter((key) => imported[key] !== required[key])
    .map((key) => `require gives another ${key} than import.`);
}

/** Where a bundler forces the CommonJS build beside the ESM one, errors are still recognised. */
function sameErrors(esm: Module, commonJs: Module): readonly string[] {
  return Object.keys(esm)
    .filter((key) => Object.hasOwn(Object(esm[key]) as object, 'brand'))
    .filter((key) => {
      const [one, other] = [esm[key] as ErrorClass, commonJs[key] as ErrorClass];
      return (
        one === other ||
        !(new one('A_CODE', '') instanceof other) ||
        !(new other('A_CODE', '') instanceof one)
      );
    })
    .map((key) => `instanceof ${key} does not hold between the ESM and the CommonJS build.`);
}

/** Opening a store whose driver is absent says what to install. */
async function missingDrivers(imported: Module): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [engine, driver] of Object.entries(DRIVERS)) {
    for (const key of Object.keys(imported)) {
      if (!key.startsWith(engine) || !key.endsWith('Adapter')) continue;
      const createAdapter = imported[key] as AdapterFactory;
      const adapter = createAdapter({ database: 'absent.db', pool: 'postgres://localhost/absent' });
      // Some are told at once what to make room for.
      const outcome = await adapter.open([]).then(
        () => 'no error',
        (error: unknown) => `${String((error as { code?: unknown }).code)}: ${(error as Error).message}`,
      );
      const expected = new RegExp(`^[A-Z_]+_DRIVER_MISSING: .*npm install ${driver}`);
      if (!expected.test(outcome)) problems.push(`${key} opened without ${driver} gives "${outcome}".`);
    }
  }
  return problems;
}
