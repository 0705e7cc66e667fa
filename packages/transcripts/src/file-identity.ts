import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { TranscriptOffset } from './adapter.js';

/** Bytes that are hashed at the start of a file and before an offset. */
const SAMPLE_BYTES = 4096;

/** What `stat` tells about a file. */
export type FileIdentity = Pick<TranscriptOffset, 'fileId' | 'size' | 'modifiedAt' | 'changedAt'>;

export function identityOf(stats: BigIntStats): FileIdentity {
  return {
    fileId: `${stats.dev}:${stats.ino}`,
    size: Number(stats.size),
    modifiedAt: Number(stats.mtimeNs) / 1e6,
    changedAt: Number(stats.ctimeNs) / 1e6,
  };
}

/**
 * Whether a file is as it was when it had been read to its end. The time of change catches a replacement
 * whose size and time of modification were made equal, and an inode that was used again.
 */
export function isUnchanged(known: FileIdentity, now: FileIdentity): boolean {
  return (
    known.fileId === now.fileId &&
    known.size === now.size &&
    known.modifiedAt === now.modifiedAt &&
    known.changedAt === now.changedAt
  );
}

/** Whether a file is the known one with bytes added: reading can go on at the offset. */
export async function hasGrown(
  file: FileHandle,
  known: TranscriptOffset,
  now: FileIdentity,
): Promise<boolean> {
  if (known.fileId !== now.fileId || known.size >= now.size) return false;
  const { headHash, tailHash } = await sampleHashes(file, known.offset);
  return known.headHash === headHash && known.tailHash === tailHash;
}

/** Hashes of the first bytes of a file and of those before `offset`. */
export async function sampleHashes(
  file: FileHandle,
  offset: number,
): Promise<Pick<TranscriptOffset, 'headHash' | 'tailHash'>> {
  const length = Math.min(offset, SAMPLE_BYTES);
  return {
    headHash: await hashAt(file, 0, length),
    tailHash: await hashAt(file, offset - length, length),
  };
}

async function hashAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('base64url').slice(0, 22);
}
