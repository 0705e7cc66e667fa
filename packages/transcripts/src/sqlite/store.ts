import type { JsonValue } from '@keelson/internal-runtime/error';
import type { Store, StoreFunctions } from '@keelson/internal-sqlite/store';
import type { TranscriptOffset, TranscriptOffsetPage } from '../adapter.js';
import { migrations } from './migrations.js';

/** What can be asked of the database, on whichever thread it runs. */
export interface OffsetFunctions extends StoreFunctions {
  readonly reads: {
    get(paths: readonly string[]): readonly TranscriptOffset[];
    list(query: { readonly after: string | null; readonly limit: number }): TranscriptOffsetPage;
  };
  readonly writes: {
    put(offsets: readonly TranscriptOffset[]): void;
  };
}

const COLUMNS = `path, agent, version, file_id AS fileId, size, modified_at AS modifiedAt, changed_at AS changedAt,
  "offset", head_hash AS headHash, tail_hash AS tailHash, state`;

/** Everything that transcripts keep in SQLite. */
export const offsetStore: Store<OffsetFunctions> = {
  packageName: '@keelson/transcripts',
  migrations,
  prepare(database) {
    const get = database.prepare(
      `SELECT ${COLUMNS} FROM transcript_offsets WHERE path IN (SELECT value FROM json_each(?))`,
    );
    const list = database.prepare(
      `SELECT ${COLUMNS} FROM transcript_offsets WHERE path > ? ORDER BY path LIMIT ?`,
    );
    const put = database.prepare(
      `INSERT OR REPLACE INTO transcript_offsets VALUES (@path, @agent, @version, @fileId, @size, @modifiedAt, @changedAt,
        @offset, @headHash, @tailHash, @state)`,
    );
    return {
      reads: {
        get: (paths) => get.all(JSON.stringify(paths)).map(fromRow),
        list({ after, limit }) {
          // No path is empty.
          const items = list.all(after ?? '', limit + 1).map(fromRow);
          const page = items.slice(0, limit);
          return { items: page, next: items.length > limit ? (page.at(-1)?.path ?? null) : null };
        },
      },
      writes: {
        put(offsets) {
          for (const each of offsets) put.run({ ...each, state: JSON.stringify(each.state) });
        },
      },
    };
  },
};

function fromRow(row: unknown): TranscriptOffset {
  const columns = row as TranscriptOffset & { readonly state: string };
  return { ...columns, state: JSON.parse(columns.state) as JsonValue };
}
