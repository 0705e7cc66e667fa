/** Turns the text that the server sends for one column into a value. */
export type ColumnParser = (text: string) => unknown;

/** A statement as it goes to the driver. Without `values` it may hold several commands separated by `;`. */
export interface PostgresStatement {
  text: string;
  values?: unknown[];
  types?: { getTypeParser(typeId: number): ColumnParser };
}

/** What the driver answers to one command. */
export interface PostgresResult {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: unknown[];
}

/** The part of a `pg.PoolClient` that Keelson calls. */
export interface PostgresClient {
  /** Several commands in one statement are answered by an array. */
  query(statement: PostgresStatement): Promise<PostgresResult | PostgresResult[]>;
  release(error?: Error | boolean): void;
  /** Lets the process end while this connection is open. */
  unref?(): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'notification', listener: (notification: PostgresNotification) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'notification', listener: (notification: PostgresNotification) => void): unknown;
}

/** What NOTIFY delivers. */
export interface PostgresNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/** The part of a `pg.Pool` that Keelson calls: a pool of the host's own making fits. */
export interface PostgresPool {
  /** How many callers wait for a client. Absent in pools that do not count them. */
  readonly waitingCount?: number;
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}
