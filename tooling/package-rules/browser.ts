/** Whether the entries that promise to run in a browser do so: no Node built-in, no zod, however far away. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildFailure } from 'esbuild';
import { root, type Workspace } from '../workspace.js';
import type { Report } from './report.js';

export async function checkBrowserEntries(
  { name, directory, manifest }: Workspace,
  report: Report,
): Promise<void> {
  const entries = Object.keys(manifest.exports ?? {}).filter((subpath) => isBrowserEntry(name, subpath));
  for (const subpath of entries) {
    const file = join(directory, 'dist', `${subpath === '.' ? 'index' : subpath.slice(2)}.js`);
    if (!existsSync(join(root, file))) {
      report.problem(`${file} is missing. Run "npm run build" first.`);
      continue;
    }
    try {
      const { metafile } = await build({
        absWorkingDir: root,
        entryPoints: [file],
        bundle: true,
        format: 'esm',
        platform: 'browser',
        external: Object.keys(manifest.peerDependencies ?? {}).flatMap((peer) => [peer, `${peer}/*`]),
        metafile: true,
        write: false,
        logLevel: 'silent',
      });
      const zod = Object.keys(metafile.inputs).find((input) => input.includes('node_modules/zod/'));
      if (zod !== undefined) report.problem(`${file} pulls in zod, 91 KiB in a browser. Validate by hand.`);
    } catch (error) {
      for (const { text, location } of (error as BuildFailure).errors) {
        report.problem(`${file} does not run in a browser: ${text} (${location?.file ?? file})`);
      }
    }
  }
}

/** Whether style.md promises that this entry runs in a browser. */
function isBrowserEntry(name: string, subpath: string): boolean {
  return (
    (subpath === '.' && ['@keelson/errors', '@keelson/notify'].includes(name)) ||
    (subpath === './browser' && name === '@keelson/plugins') ||
    /^\.\/(controller|element|element\/define)$/.test(subpath)
  );
}
