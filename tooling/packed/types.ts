/** Type-checks what was installed as a strict stranger would, in ESM and in CommonJS. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary, run } from '../command.js';
import { root } from '../workspace.js';

const VARIANTS = [
  { name: 'a browser project', lib: ['ES2022', 'DOM'], types: [] },
  { name: 'a Node project', lib: ['ES2022'], types: ['node'] },
];

/** @param specifiers every entry, such as `@keelson/search/memory` */
export async function checkTypes(project: string, specifiers: readonly string[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, lib, types } of VARIANTS) {
    // Elements extend a class of the DOM.
    const usable = specifiers.filter(
      (specifier) => lib.includes('DOM') || !/\/element(\/|$)/.test(specifier),
    );
    const source = usable
      .map((specifier, index) => `export * as entry${index} from '${specifier}';\n`)
      .join('');
    for (const extension of ['mts', 'cts']) writeFileSync(join(project, `consumer.${extension}`), source);
    const compilerOptions = {
      module: 'NodeNext',
      target: 'ES2022',
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      listFiles: true,
      lib,
      types,
      typeRoots: [join(root, 'node_modules/@types')],
    };
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['consumer.mts', 'consumer.cts'] }),
    );
    const { output } = await run(binary('tsc'), ['-p', project], { cwd: project });
    const lines = output.trim().split('\n');
    problems.push(...lines.filter((line) => line.includes('error TS')).map((line) => `In ${name}: ${line}`));
    const foreign = lines.filter((line) => /\/node_modules\/(eventemitter3|zod)\//.test(line));
    if (foreign.length > 0) problems.push(`In ${name}: declarations pull in ${foreign[0] ?? ''}.`);
  }
  return problems;
}
