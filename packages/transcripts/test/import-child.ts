import { appendFileSync } from 'node:fs';
import { TranscriptImporter } from '@keelson/transcripts';
import { sqliteTranscriptsAdapter } from '@keelson/transcripts/sqlite';

/** Imports one root into a file of ids, until it is done or killed. */
const [root = '', database = '', ledger = ''] = process.argv.slice(2);
const importer = new TranscriptImporter({
  roots: [root],
  search: {
    async index(_, documents) {
      // A line is acknowledged once it ends.
      appendFileSync(ledger, documents.map(({ id }) => `${id}\n`).join(''));
      await new Promise((resolve) => setTimeout(resolve, 2));
    },
  },
  offsets: sqliteTranscriptsAdapter({ database }),
  batchDocuments: 20,
  chunkBytes: 16 * 1024,
});
await importer.open();
process.send?.('ready');
await importer.run();
await importer.close();
process.disconnect();
