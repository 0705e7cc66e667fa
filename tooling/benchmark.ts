/**
 * Measures alternatives side by side in one process. The `bench` files of packages import it:
 *
 * await benchmark({
 *   name: 'search-group-commit',
 *   title: '256 single writes at synchronous=FULL',
 *   unit: 'write',
 *   operations: 256,
 *   baseline: 'one transaction each',
 *   alternatives: [
 *     { name: 'one transaction each', run: () => ... },
 *     { name: 'group commit', run: () => ... },
 *   ],
 *   packages: ['better-sqlite3'],
 * });
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { readManifest, root } from './workspace.js';

export interface Alternative {
  readonly name: string;
  /** Runs before each round, not measured. */
  readonly prepare?: () => unknown;
  /** One round: the stated number of operations. A returned promise is awaited. */
  readonly run: () => unknown;
}

export interface Benchmark {
  /** The file name in docs/benchmarks. */
  readonly name: string;
  /** What is measured, for a reader of the table. */
  readonly title: string;
  /** What one operation is: `write`, `query`. */
  readonly unit: string;
  /** How many operations one round holds. */
  readonly operations: number;
  /** The alternative that the others are compared with. */
  readonly baseline: string;
  readonly alternatives: readonly Alternative[];
  /** npm packages that take part; their versions are recorded. */
  readonly packages?: readonly string[];
  /** Measured rounds of each alternative, after one that is not. @default 11 */
  readonly rounds?: number;
}

/** The medians of one alternative. A speed of 2 is half the time of the baseline. */
interface Result {
  readonly name: string;
  readonly wallMs: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly wallSpeed: number;
  readonly cpuSpeed: number;
}

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Measures, prints a table and records it. */
export async function benchmark(definition: Benchmark): Promise<void> {
  const { name, title, unit, operations, baseline, alternatives, packages = [], rounds = 11 } = definition;
  const samples = new Map<string, Sample[]>(alternatives.map((each) => [each.name, []]));
  const base = samples.get(baseline);
  if (base === undefined) throw new Error(`"${baseline}" is no alternative of the benchmark "${name}".`);
  for (let round = -1; round < rounds; round += 1) {
    // Every round begins with another alternative, so that none always runs after the same neighbour.
    for (let turn = 0; turn < alternatives.length; turn += 1) {
      const alternative = alternatives[(turn + round + 1) % alternatives.length];
      if (alternative === undefined) continue;
      const sample = await measure(alternative);
      if (round >= 0) samples.get(alternative.name)?.push(sample);
    }
  }

  const results = [...samples].map(([alternative, measured]): Result => {
    const wallMs = median(measured.map((sample) => sample.wallMs));
    return {
      name: alternative,
      wallMs: rounded(wallMs),
      cpuMs: rounded(median(measured.map((sample) => sample.cpuMs))),
      perSecond: Math.round((operations / wallMs) * 1000),
      // Rounds are compared pairwise: what slowed one down slowed its neighbour too.
      wallSpeed: rounded(
        median(measured.map((sample, round) => (base[round]?.wallMs ?? NaN) / sample.wallMs)),
      ),
      cpuSpeed: rounded(median(measured.map((sample, round) => (base[round]?.cpuMs ?? NaN) / sample.cpuMs))),
    };
  });
  console.log(
    `\n${title} (${operations} ${unit} operations, median of ${rounds} rounds, speed against "${baseline}")`,
  );
  console.table(
    Object.fromEntries(results.map(({ name: alternative, ...figures }) => [alternative, figures])),
  );
  recordBenchmark(name, { title, unit, operations, rounds, baseline, results }, packages);
}

/** Writes figures to docs/benchmarks with what a reader needs to judge them, and nothing that names this machine. */
export function recordBenchmark(name: string, figures: object, packages: readonly string[] = []): void {
  const record = {
    name,
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    node: process.version,
    cpu: `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
    packages: Object.fromEntries(
      packages.map((each) => [each, readManifest(`node_modules/${each}`).version]),
    ),
    ...figures,
  };
  mkdirSync(join(root, 'docs/benchmarks'), { recursive: true });
  writeFileSync(join(root, 'docs/benchmarks', `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

async function measure({ prepare, run }: Alternative): Promise<Sample> {
  await prepare?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The commit that was measured, marked where files differed from it. */
function commit(): string {
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!docs/benchmarks') !== '';
    return git('rev-parse', 'HEAD') + (changed ? ' with changes' : '');
  } catch {
    return 'none';
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
}
