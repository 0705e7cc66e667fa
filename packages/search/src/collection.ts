/** A field of a collection. */
export interface FieldSchema {
  /**
   * `text` is tokenised and searched; `keyword` is an exact value to filter by; `number` is stored and returned.
   */
  readonly type: 'text' | 'keyword' | 'number';
  /** Documents without this field are refused. @default false */
  readonly required?: boolean | undefined;
  /** How much a match in this text field counts, 0 to 100. @default 1 */
  readonly weight?: number | undefined;
}

/** What a host declares for a collection of its own. */
export interface CollectionSchema {
  /**
   * Fields by camelCase name, at least one of them `text`. Every document also has `id` and `timestamp`;
   * declaring `timestamp` here only changes whether it is required.
   */
  readonly fields: Readonly<Record<string, FieldSchema>>;
  /** How much a hit of this collection counts beside those of others, 0 to 100. @default 1 */
  readonly weight?: number | undefined;
}

/** Collections by name: lower case letters, digits and `_`. */
export type CollectionSchemas = Readonly<Record<string, CollectionSchema>>;

/** The collections that every `SearchDb` has. */
export const builtInCollections = {
  messages: {
    fields: {
      content: { type: 'text', required: true },
      sessionId: { type: 'keyword', required: true },
      projectId: { type: 'keyword' },
      role: { type: 'keyword' },
      timestamp: { type: 'number' },
    },
  },
  tasks: {
    fields: {
      title: { type: 'text', required: true, weight: 2 },
      description: { type: 'text' },
      assignee: { type: 'keyword' },
      status: { type: 'keyword' },
    },
  },
  btmsg: {
    fields: {
      content: { type: 'text', required: true },
      sender: { type: 'keyword', required: true },
      recipient: { type: 'keyword' },
      channel: { type: 'keyword' },
    },
  },
} as const satisfies CollectionSchemas;

type BuiltIn = typeof builtInCollections;
type FieldsOf<Schema extends CollectionSchema> = Schema['fields'];
type ValueOf<Field extends FieldSchema> = Field['type'] extends 'number' ? number : string;
type RequiredNames<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { required: true } ? Name : never;
}[keyof Fields];

/** A document of a collection: `id`, the declared fields, and `timestamp` in epoch milliseconds. */
export type DocumentOf<Schema extends CollectionSchema> = {
  /** Unique within its collection; 1 to 512 characters. Indexing it again replaces the document. */
  readonly id: string;
  /** Epoch milliseconds. @default the time of indexing */
  readonly timestamp?: number | undefined;
} & { readonly [Name in RequiredNames<FieldsOf<Schema>> & string]: ValueOf<FieldsOf<Schema>[Name]> } & {
  readonly [Name in Exclude<keyof FieldsOf<Schema> & string, RequiredNames<FieldsOf<Schema>>>]?:
    ValueOf<FieldsOf<Schema>[Name]> | null | undefined;
};

/** Something that an agent or its user said. */
export type MessageDocument = DocumentOf<BuiltIn['messages']>;
/** A unit of work on a board. */
export type TaskDocument = DocumentOf<BuiltIn['tasks']>;
/** A communication between agents. */
export type BtmsgDocument = DocumentOf<BuiltIn['btmsg']>;

/** All collections of a `SearchDb`: the built-in ones and the host's. */
export type AllCollections<Custom extends CollectionSchemas> = BuiltIn & Custom;

/** A collection as adapters see it: complete, checked, in a fixed order. */
export interface Collection {
  readonly name: string;
  readonly weight: number;
  readonly fields: readonly Field[];
}

/** A field as adapters see it. */
export interface Field {
  /** camelCase, as in documents. */
  readonly name: string;
  /** snake_case, as in SQL. */
  readonly column: string;
  readonly type: 'text' | 'keyword' | 'number';
  readonly required: boolean;
  readonly weight: number;
}

/** Fills in defaults and derives column names. The input has been checked. */
export function toCollection(name: string, schema: CollectionSchema): Collection {
  const declared = { ...schema.fields, timestamp: schema.fields['timestamp'] ?? { type: 'number' as const } };
  return {
    name,
    weight: schema.weight ?? 1,
    fields: Object.entries(declared).map(([field, { type, required, weight }]) => ({
      name: field,
      column: toColumn(field),
      type,
      required: required ?? false,
      weight: weight ?? 1,
    })),
  };
}

/** `sessionId` in SQL is `session_id`. */
export function toColumn(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
