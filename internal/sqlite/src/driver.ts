import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { SqliteDatabase } from './database.js';

/** Opens a file with the driver. */
export type OpenFile = (path: string) => SqliteDatabase;

const INSTALL = 'npm install better-sqlite3@12';

/**
 * Loads better-sqlite3, which is an optional peer, after making sure that it will not take the process down:
 * version 13 is built for Node-API 10 and ends older Nodes with a segmentation fault.
 */
export async function loadDriver(): Promise<OpenFile> {
  const version = installedVersion();
  const nodeApi = Number(process.versions['napi'] ?? 0);
  if (Number.parseInt(version, 10) >= 13 && nodeApi < 10) {
    throw new StorageFault(
      'DRIVER_INCOMPATIBLE',
      `better-sqlite3 ${version} needs Node-API 10 and would crash Node ${process.versions.node} (Node-API ${nodeApi}). ` +
        `Run "${INSTALL}", or use Node 22.14 or newer.`,
      { details: { driver: version, node: process.versions.node } },
    );
  }
  try {
    const { default: Driver } = (await import('better-sqlite3')) as unknown as {
      default: new (path: string, options: { timeout: number }) => SqliteDatabase;
    };
    // Waiting inside SQLite would block the event loop: a locked file is reported at once and retried from outside.
    return (path) => new Driver(path, { timeout: 0 });
  } catch (cause) {
    throw new StorageFault(
      'DRIVER_INCOMPATIBLE',
      `better-sqlite3 ${version} is installed but does not load in Node ${process.versions.node}. ` +
        'Run "npm rebuild better-sqlite3" with this Node.',
      { cause, details: { driver: version, node: process.versions.node } },
    );
  }
}

function installedVersion(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('better-sqlite3/package.json');
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  } catch (cause) {
    throw new StorageFault(
      'DRIVER_MISSING',
      `SQLite storage needs the package better-sqlite3, which is not installed. Run "${INSTALL}".`,
      { cause },
    );
  }
}
