import Database from 'better-sqlite3';
import { rounded } from '../percentile.js';
import type { Section } from '../section.js';

const LIMIT = 1.2;

/** The pages of everything but the documents and their own b-tree indexes. */
export const sizeSection: Section = {
  name: 'size',
  async measure(run) {
    const { file } = await run.database();
    const { vocabulary } = await run.survey();
    const database = new Database(file, { readonly: true });
    const rows = database
      .prepare(
        `SELECT coalesce(m.tbl_name, s.name) AS name, sum(s.pgsize) AS bytes
         FROM dbstat AS s LEFT JOIN sqlite_schema AS m ON m.name = s.name
         WHERE s.aggregate = TRUE GROUP BY 1 ORDER BY 2 DESC`,
      )
      .all() as { name: string; bytes: number }[];
    database.close();
    const isDocuments = (name: string) => name.endsWith('documents');
    const bytesOf = (some: typeof rows) => some.reduce((sum, { bytes }) => sum + bytes, 0);
    const indexBytes = bytesOf(rows.filter(({ name }) => !isDocuments(name)));
    const ratio = rounded(indexBytes / vocabulary.bytes);
    const largest = rows.filter(({ name, bytes }) => !isDocuments(name) && bytes > indexBytes / 50);
    const share = (bytes: number) => rounded(bytes / vocabulary.bytes);
    return {
      figures: {
        indexBytes,
        documentsBytes: bytesOf(rows.filter(({ name }) => isDocuments(name))),
        tables: Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes])),
      },
      rows: [
        {
          aim: `index <= ${LIMIT}x the text`,
          figure: `${ratio}x: ${largest.map(({ name, bytes }) => `${name} ${share(bytes)}`).join(', ')}`,
          reached: ratio <= LIMIT,
        },
      ],
    };
  },
};
