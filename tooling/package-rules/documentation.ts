/** Whether every public symbol says what it is. */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { packageEntries } from '../tsup.base.js';
import { root, type Workspace } from '../workspace.js';
import type { Report } from './report.js';

/** Checks all packages in one program, since most of the time goes into reading the files that they share. */
export function checkDocumentation(packages: readonly Workspace[], report: Report): void {
  const files = packages.flatMap(exportedFiles);
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    const entry = source && checker.getSymbolAtLocation(source);
    for (const exported of entry ? checker.getExportsOfModule(entry) : []) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (seen.has(symbol)) continue;
      seen.add(symbol);
      checkSymbol(symbol);
    }
  }

  function checkSymbol(symbol: ts.Symbol): void {
    if (symbol.getDocumentationComment(checker).length === 0) {
      report.problem(`${place(symbol)} is public, but has no sentence that says what it is.`);
    }
    // Options are documented where they are declared.
    if (!symbol.name.endsWith('Options')) return;
    for (const option of symbol.members?.values() ?? []) {
      if ((option.flags & ts.SymbolFlags.TypeParameter) !== 0) continue;
      if (option.declarations?.some((each) => ts.getJSDocCommentsAndTags(each).length > 0) === true) continue;
      report.problem(`${place(option)} of ${symbol.name} has no comment: meaning, unit, bounds, @default.`);
    }
  }
}

function exportedFiles({ directory, manifest }: Workspace): readonly string[] {
  try {
    return Object.entries(packageEntries(join(root, directory)))
      .filter(([name]) => manifest.exports?.[name === 'index' ? '.' : `./${name}`] !== undefined)
      .map(([, source]) => join(root, directory, source));
  } catch {
    // An export without a source is a finding of another rule.
    return [];
  }
}

function place(symbol: ts.Symbol): string {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return symbol.name;
  const source = declaration.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(declaration.getStart());
  return `${relative(root, source.fileName)}:${line + 1}: ${symbol.name}`;
}
