/** A fork writes its parent's records in one go; a longer silence than this is the model at work. */
const BURST_GAP_MS = 1000;

/**
 * Whether a line of a fork still repeats the parent. A fork begins with the parent's records, all stamped anew, so that
 * only two things tell where its own begin: a turn whose id is younger than the session's, both being UUIDs
 * that start with their time, or a pause after the line before, which was written at `replayedAt`.
 */
export function stillReplaying(
  replayedAt: number,
  line: { readonly time: number; readonly turnId: string | undefined; readonly sessionId: string | null },
): boolean {
  if (line.time - replayedAt > BURST_GAP_MS) return false;
  return !(isTimed(line.turnId) && isTimed(line.sessionId) && line.turnId > line.sessionId);
}

/** Version 7 of RFC 9562: ids that sort by the time at which they were made. */
function isTimed(id: string | null | undefined): id is string {
  return typeof id === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id);
}
