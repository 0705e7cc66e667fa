/**
 * `tsx tooling/check-packages.ts [package ...]` holds every package against the layout that CONTRIBUTING.md
 * describes. Browser-safe entries are read from dist, so build first.
 */
import { checkBrowserEntries } from './package-rules/browser.js';
import { checkDocumentation } from './package-rules/documentation.js';
import { checkImports } from './package-rules/imports.js';
import { checkFiles, checkLayout } from './package-rules/layout.js';
import { checkManifest } from './package-rules/manifest.js';
import { Report } from './package-rules/report.js';
import { publicPackages, selectWorkspaces, workspaces } from './workspace.js';

const report = new Report();
const names = process.argv.slice(2);
const packages = selectWorkspaces(publicPackages(), names);
for (const each of packages) {
  checkLayout(each, report);
  checkManifest(each, report);
  checkImports(each, report);
  await checkBrowserEntries(each, report);
}
if (names.length === 0) {
  const internal = workspaces().filter(({ directory }) => directory.startsWith('internal/'));
  for (const each of internal) checkFiles(each, report);
}
checkDocumentation(packages, report);

for (const warning of report.warnings) console.log(`warning: ${warning}`);
for (const problem of report.problems) console.log(problem);
console.log(`${packages.length} packages, ${report.problems.length} problems`);
process.exitCode = report.problems.length === 0 ? 0 : 1;
