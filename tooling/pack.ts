/** Packs packages as `npm publish` would. */
import { basename, join } from 'node:path';
import { run } from './command.js';
import { root, type Workspace } from './workspace.js';

/** Leaves a tarball of each package in `folder` and returns their files, in the same order. */
export async function pack(packages: readonly Workspace[], folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { name, directory } of packages) {
    const { code, output } = await run(
      'npm',
      ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
      {
        cwd: join(root, directory),
      },
    );
    if (code !== 0) throw new Error(`${name} cannot be packed:\n${output}`);
    files.push(join(folder, basename(output.trim())));
  }
  return files;
}
