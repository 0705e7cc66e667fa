/** Reads the JSON report of one test suite of one package. */
import { readFileSync } from 'node:fs';

/** One test, or one file that failed outside its tests. */
export interface TestProblem {
  readonly name: string;
  /** The first line of why. */
  readonly reason: string;
}

export interface TestReport {
  readonly passed: number;
  readonly failed: readonly TestProblem[];
  /** Names of the tests that did not run and need not. */
  readonly skipped: readonly string[];
}

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * What a suite left behind. A suite that ended without a report has failed.
 *
 * @param everythingRuns whether a skipped test is a failure too, unless this machine cannot run it
 */
export function readTestReport(file: string, everythingRuns: boolean): TestReport {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  } catch {
    return {
      passed: 0,
      failed: [{ name: 'the suite', reason: 'ended without a report; see above.' }],
      skipped: [],
    };
  }
  const skipped: string[] = [];
  const failed: TestProblem[] = [];
  let passed = 0;
  for (const testFile of report.testResults) {
    const before = failed.length;
    for (const { fullName, status, failureMessages } of testFile.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status !== 'skipped' && status !== 'todo') {
        failed.push({ name: fullName, reason: firstLine(failureMessages[0] ?? 'did not finish.') });
      } else if (everythingRuns && !isAllowedSkip(fullName)) {
        failed.push({ name: fullName, reason: 'was skipped, and KEELSON_REQUIRE_SERVICES=1 forbids that.' });
      } else skipped.push(fullName);
    }
    // A file can fail without a failed test: it does not load, or a hook throws.
    if (testFile.status === 'failed' && failed.length === before) {
      const name = testFile.name.replace(/^.*\/test\//, 'test/');
      failed.push({ name, reason: firstLine(testFile.message) || 'failed outside its tests; see above.' });
    }
  }
  if (report.testResults.length === 0) failed.push({ name: 'the suite', reason: 'has no tests.' });
  return { passed, failed, skipped };
}

/**
 * Whether a test may be skipped where everything must run. A test that depends on what a machine
 * cannot install says so in its name, in exactly these words.
 */
function isAllowedSkip(name: string): boolean {
  return name.includes('needs root') && process.getuid?.() !== 0;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
