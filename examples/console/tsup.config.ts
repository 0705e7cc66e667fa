import { defineConfig } from 'tsup';

export default defineConfig([
  {
    entry: ['src/main.ts'],
    format: 'esm',
    target: 'node20',
    platform: 'node',
    sourcemap: true,
    clean: ['dist/main.*'],
  },
  {
    entry: { page: 'src/page/main.ts' },
    outDir: 'dist/page',
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    // index.html, style.css and the icon, as they are.
    publicDir: 'src/page/static',
    clean: true,
  },
]);
