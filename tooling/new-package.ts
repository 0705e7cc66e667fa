/** `npm run new:package quota QuotaStore` makes packages/quota from templates/package. */
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary, run } from './command.js';
import { publicPackages, root } from './workspace.js';

const USAGE =
  'Usage: npm run new:package <package-name> <ClassName>, for example: npm run new:package quota QuotaStore';

const [packageName = '', className = '', ...rest] = process.argv.slice(2);
try {
  if (rest.length > 0) throw new Error(USAGE);
  const directory = createPackage(packageName, className);
  // Other names have other lengths, and lines break elsewhere.
  await run(binary('prettier'), ['--write', directory]);
  console.log(
    [
      `Created ${directory}. Next:`,
      '  1. npm install                 links it into the workspace',
      `  2. npm test -- ${packageName}`,
      '  3. design src/adapter.ts and src/conformance/index.ts first, then the rest',
      '  4. add a line to storage.ts and one to wire.ts of packages/keelson',
      '  5. npm run changeset           one sentence for the person who upgrades',
    ].join('\n'),
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function createPackage(name: string, classOfPackage: string): string {
  const directory = `packages/${name}`;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`Expected a package name in kebab-case, such as "rate-limit", got "${name}". ${USAGE}`);
  }
  if (!/^[A-Z][A-Za-z0-9]*$/.test(classOfPackage)) {
    throw new Error(
      `Expected a class name in PascalCase, such as "RateLimiter", got "${classOfPackage}". ${USAGE}`,
    );
  }
  if (existsSync(join(root, directory))) throw new Error(`${directory} exists already. Choose another name.`);

  const pascalName = name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  // The longer names come first: "SampleStore" holds "Sample".
  const replacements: readonly (readonly [RegExp, string])[] = [
    [/SampleStore/g, classOfPackage],
    [/sample-store/g, kebab(classOfPackage)],
    [/Sample/g, pascalName],
    [/SAMPLE/g, name.replaceAll('-', '_').toUpperCase()],
    [/sample/g, name],
  ];
  const rename = (text: string) =>
    replacements.reduce((result, [from, to]) => result.replace(from, to), text);

  cpSync(join(root, 'templates/package'), join(root, directory), { recursive: true });
  for (const entry of readdirSync(join(root, directory), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, rename(readFileSync(file, 'utf8')));
    renameSync(file, join(entry.parentPath, rename(entry.name)));
  }
  matchVersion(join(root, directory, 'package.json'));
  return directory;
}

/** All packages are released under one version, so a new one starts at that of the others. */
function matchVersion(file: string): void {
  const version = publicPackages().find(({ manifest }) => manifest.version !== '0.0.0')?.manifest.version;
  if (version === undefined) return;
  writeFileSync(file, readFileSync(file, 'utf8').replace('"version": "0.0.0"', `"version": "${version}"`));
}

/** `QuotaStore` becomes `quota-store`, `HTTPQuota` becomes `http-quota`. */
function kebab(pascal: string): string {
  return pascal.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}
