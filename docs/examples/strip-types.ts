import ts from 'typescript';

/** The JavaScript of a TypeScript module, unchanged but for its types. */
export function stripTypeScriptTypes(source: string): string {
  const { target, module } = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(source, { compilerOptions: { target, module } }).outputText;
}
