import type { MessageRole } from './records.js';

/** A message as the collection `messages` of `@keelson/search` takes it. */
export interface MessageDocument {
  readonly id: string;
  readonly content: string;
  readonly sessionId: string;
  readonly projectId: string;
  readonly role: MessageRole;
  /** Epoch milliseconds. */
  readonly timestamp: number;
}

/** What an importer needs of a search database: to take documents in, by id, and resolve when they are stored. */
export interface MessageSink {
  index(
    collection: 'messages',
    documents: readonly MessageDocument[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<unknown>;
}
