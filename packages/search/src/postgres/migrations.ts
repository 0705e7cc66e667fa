import type { Migration } from '@keelson/internal-runtime/migration';

/**
 * The tables of all collections together. That of the documents of each collection is made when it is first declared,
 * see `documents-table.ts`; its name ends with `_documents`, so that it is never one of these.
 */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'collections',
    sql: `
CREATE TABLE search_collections (name text COLLATE "C" PRIMARY KEY, fields text NOT NULL);

CREATE TABLE search_rebuilds (
  collection text COLLATE "C" PRIMARY KEY,
  sweeping boolean NOT NULL,
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  done bigint NOT NULL,
  total bigint NOT NULL
);

CREATE TABLE search_passages (
  collection text COLLATE "C" NOT NULL,
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  part integer NOT NULL,
  field integer NOT NULL,
  terms tsvector NOT NULL,
  PRIMARY KEY (tenant, collection, id, part)
);

CREATE TABLE search_words (
  collection text COLLATE "C" NOT NULL,
  tenant text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, collection, word)
);
CREATE INDEX ON search_words (tenant, collection, reverse(word));`,
  },
];
