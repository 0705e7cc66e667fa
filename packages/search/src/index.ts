export type {
  AdapterBatch,
  AdapterCapabilities,
  AdapterFilters,
  AdapterGroup,
  AdapterHit,
  AdapterIds,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterResult,
  AdapterSimilarQuery,
  AdapterStats,
  Place,
  RebuildSlice,
  SearchAdapter,
  SimilarTerm,
  StoredDocument,
  StoredEntry,
} from './adapter.js';
export type { BulkOptions, Progress } from './bulk.js';
export type {
  AllCollections,
  BtmsgDocument,
  Collection,
  CollectionSchema,
  CollectionSchemas,
  DocumentOf,
  Field,
  FieldSchema,
  MessageDocument,
  TaskDocument,
} from './collection.js';
export type { DocumentContext } from './context.js';
export { SearchError, type SearchErrorCode } from './errors.js';
export type { SearchDbEvents } from './events.js';
export type {
  ContextOptions,
  ListOptions,
  RecencyOptions,
  SearchAllOptions,
  SearchDbOptions,
  SearchFilters,
} from './options.js';
export type { Clause, ParsedQuery, Phrase } from './query.js';
export type { Recency } from './ranking.js';
export { type ListPage, SearchDb } from './search-db.js';
export type { Correction, SearchGroup, SearchHit, SearchResult } from './search-result.js';
export type { Snippet } from './snippet.js';
