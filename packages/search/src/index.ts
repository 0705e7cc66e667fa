export type {
  AdapterFilters,
  AdapterGroup,
  AdapterHit,
  AdapterListQuery,
  AdapterPage,
  AdapterQuery,
  AdapterResult,
  AdapterStats,
  Place,
  RebuildSlice,
  SearchAdapter,
  StoredDocument,
} from './adapter.js';
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
export { SearchError, type SearchErrorCode } from './errors.js';
export type { SearchDbEvents } from './events.js';
export type { ListOptions, SearchAllOptions, SearchDbOptions, SearchFilters } from './options.js';
export type { ParsedQuery, Phrase } from './query.js';
export {
  type BulkOptions,
  type ListPage,
  type Progress,
  SearchDb,
  type SearchGroup,
  type SearchHit,
  type SearchResult,
} from './search-db.js';
export type { Snippet } from './snippet.js';
