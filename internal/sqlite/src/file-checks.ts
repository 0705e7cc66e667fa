import { closeSync, openSync, readSync, statSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';

/** Every SQLite file starts with these bytes, https://www.sqlite.org/fileformat.html#magic_header_string. */
const HEADER = 'SQLite format 3\0';

/**
 * Refuses a path where an SQLite database cannot or must not live, before anything is created there.
 * A file that does not exist yet, or is empty, is fine.
 */
export function checkFile(path: string): void {
  const folder = dirname(resolve(path));
  const parent = statSync(folder, { throwIfNoEntry: false });
  if (parent?.isDirectory() !== true) {
    throw new StorageFault(
      'CANNOT_OPEN',
      `The folder of the database does not exist: ${folder}. Create it, or use another path.`,
    );
  }
  const network =
    process.platform === 'linux'
      ? networkFileSystem(statfsSync(folder).type)
      : process.platform === 'win32'
        ? uncShare(path)
        : undefined;
  if (network !== undefined) {
    throw new StorageFault(
      'NETWORK_FILE_SYSTEM',
      `The database would lie on ${network}: ${folder}. SQLite's write-ahead log needs memory shared between processes ` +
        'of one machine, so a file there can be damaged. Use a local disk, or PostgreSQL for shared data.',
    );
  }
  checkHeader(path);
}

function checkHeader(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.size === 0) return;
  if (!stats.isFile()) {
    throw new StorageFault('CANNOT_OPEN', `Expected a database file, but found a folder or device: ${path}.`);
  }
  const header = Buffer.alloc(HEADER.length);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    throw new StorageFault('CANNOT_OPEN', `The database may not be read by this user: ${path}.`, { cause });
  }
  try {
    readSync(descriptor, header, 0, HEADER.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1') !== HEADER) {
    throw new StorageFault(
      'NOT_A_DATABASE',
      `Expected an SQLite database, but the file holds something else: ${path}. Use another path; the file was left as it is.`,
    );
  }
}

/** File system magic numbers of Linux, statfs(2). FUSE is not listed: it may be local or remote. */
const NETWORK_FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xfe534d42: 'SMB',
  0xff534d42: 'CIFS',
  0x01021997: '9P (a folder of the host, as in WSL)',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
  0x6b414653: 'AFS',
  0x73757245: 'Coda',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
};

/** The name of a network file system by its magic number, which `statfs` may give signed. */
export function networkFileSystem(type: number): string | undefined {
  return NETWORK_FILE_SYSTEMS[type >>> 0];
}

/** Tells a Windows path to a share of another machine from one to a local drive. */
export function uncShare(path: string): string | undefined {
  return /^[\\/]{2}[^\\/?.]/.test(path) ? 'a network share' : undefined;
}
