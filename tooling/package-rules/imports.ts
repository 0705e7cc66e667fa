/** What the source of a published package imports from outside itself. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root, type Workspace } from '../workspace.js';
import { sources } from './layout.js';
import type { Report } from './report.js';

export function checkImports(workspace: Workspace, report: Report): void {
  for (const file of sources(workspace)) {
    const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'));
    for (const { fileName: specifier } of importedFiles) {
      const sibling = /^@keelson\/(?!internal-)/.test(specifier) && workspace.name !== 'keelson';
      const escapes =
        specifier.startsWith('.') && !join(dirname(file), specifier).startsWith(`${workspace.directory}/`);
      if (sibling) report.problem(`${file} imports ${specifier}. Feature packages never import each other.`);
      if (escapes)
        report.problem(`${file} imports ${specifier}, which lies outside the package. Import it by name.`);
    }
  }
}
