/**
 * The byte budgets of entries, which stand under "size-limit" in each package's package.json:
 * `{ "path": "dist/index.js", "limit": "20 kB" }`. Measured minified and compressed, with dependencies: by Brotli, or
 * by gzip where it says `"gzip": true`.
 * zod is left out: all packages of a host share it, and entries for browsers are checked not to load it.
 */
import { join } from 'node:path';
import { publicPackages, root } from './workspace.js';

export default publicPackages().flatMap(({ directory, manifest }) =>
  (manifest['size-limit'] ?? []).map(({ path, limit, gzip }) => ({
    name: join(directory, path),
    path: join(root, directory, path),
    limit,
    ...(gzip === true ? { gzip } : {}),
    ignore: ['zod', ...Object.keys(manifest.peerDependencies ?? {})],
    modifyEsbuildConfig: (config: object) => ({ ...config, platform: 'node', format: 'esm' }),
  })),
);
