import { type StorageReason, StorageFault } from '@keelson/internal-runtime/storage-fault';

interface Translation {
  readonly reason: StorageReason;
  readonly retryable: boolean;
  /** What follows "PostgreSQL at db.example:5432/app". */
  readonly message: string;
}

const LOST: Translation = {
  reason: 'UNREACHABLE',
  retryable: true,
  message: 'does not answer. Check that the server runs and that host and port are right, then try again.',
};
const REFUSED: Translation = {
  reason: 'ACCESS_DENIED',
  retryable: false,
  message: 'refused the user name, password or certificate. Correct them in the connection URL or the pool.',
};
const FULL: Translation = {
  reason: 'OVERLOADED',
  retryable: true,
  message:
    'has no room for more connections or memory. Lower the size of the pools or raise the limit of the server.',
};
const LOCKED: Translation = {
  reason: 'BUSY',
  retryable: true,
  message: 'could not get a lock because other transactions hold it. Nothing was written; try again.',
};
const DAMAGED: Translation = {
  reason: 'CORRUPT',
  retryable: false,
  message: 'reports damaged data. Restore a backup, and check the disks of the server.',
};
const UNSUITABLE: Translation = {
  reason: 'CANNOT_OPEN',
  retryable: false,
  message:
    'has no such database or schema. Create it, or correct the name in the connection URL or the options.',
};

/** By SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html; a class (two characters) comes last. */
const BY_STATE: Readonly<Record<string, Translation>> = {
  '08': LOST,
  '08P01': {
    reason: 'CANNOT_OPEN',
    retryable: false,
    message:
      'refused the connection protocol. Check that the URL names a PostgreSQL server or a pooler that allows it.',
  },
  '25006': {
    reason: 'READ_ONLY',
    // After a failover the next connection reaches the new primary.
    retryable: true,
    message: 'is read-only. Connect to the primary server, or wait until the standby is promoted.',
  },
  '25P03': LOST,
  '28': REFUSED,
  '3D000': UNSUITABLE,
  '3F000': UNSUITABLE,
  '40001': LOCKED,
  '40P01': LOCKED,
  '42501': {
    reason: 'ACCESS_DENIED',
    retryable: false,
    message:
      'does not let this role do that. Grant it USAGE and CREATE on the schema, or connect as the role that owns it.',
  },
  '42939': {
    reason: 'CANNOT_OPEN',
    retryable: false,
    message: 'reserves names that begin with "pg_". Choose another name for the schema.',
  },
  '53': FULL,
  '53100': {
    reason: 'DISK_FULL',
    retryable: true,
    message: 'has no disk space left. Nothing of this write was kept; free some space and write again.',
  },
  '55006': LOCKED,
  '55P03': LOCKED,
  '57014': {
    reason: 'ABORTED',
    retryable: true,
    message:
      'cancelled the statement: it ran longer than statementTimeoutMs allows, or an operator cancelled it. Raise the limit, or ask for less at once.',
  },
  '57P01': LOST,
  '57P02': LOST,
  '57P03': LOST,
  '57P04': UNSUITABLE,
  '57P05': LOST,
  XX001: DAMAGED,
  XX002: DAMAGED,
};

/** Failures that the driver reports without a SQLSTATE, by its code or message. */
const BY_TEXT: readonly (readonly [RegExp, Translation])[] = [
  [/^(ECONN|ENET|EHOST|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT|EAI_)/, LOST],
  [/^(EACCES|EPERM|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, REFUSED],
  [/^SASL|password must be a string/, REFUSED],
  [
    /does not support SSL|establishing an SSL connection/,
    {
      ...UNSUITABLE,
      message: 'does not offer SSL. Turn it on in the server, or take it out of the connection URL.',
    },
  ],
  [
    /^timeout exceeded when trying to connect/,
    {
      ...FULL,
      message:
        'was not asked: every connection of the pool is in use. Raise the size of the pool, or send less at once.',
    },
  ],
  [
    /after calling end on the pool/,
    {
      reason: 'CLOSED',
      retryable: false,
      message: 'was not asked: the pool is closed. Open the store again, or close the pool after it.',
    },
  ],
  [
    /^Connection terminated|connection error and is not queryable|was closed and is not queryable|timeout expired/,
    LOST,
  ],
];

/**
 * Turns what pg throws into a fault that says what to do. A fault is returned as it is.
 *
 * The server's own words may quote values of the statement, so they are only in the cause.
 *
 * @param server Names the server without credentials: "PostgreSQL at db.example:5432/app".
 */
export function translateError(error: unknown, server: string): StorageFault {
  if (error instanceof StorageFault) return error;
  const { code, message } = factsOf(error);
  // Every SQLSTATE has a digit, which tells it from EPIPE.
  const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined;
  const known =
    sqlState === undefined
      ? BY_TEXT.find(([pattern]) => pattern.test(code) || pattern.test(message))?.[1]
      : (BY_STATE[sqlState] ?? BY_STATE[sqlState.slice(0, 2)]);
  const label = code === '' ? '' : ` (${sqlState === undefined ? code : `SQLSTATE ${sqlState}`})`;
  return new StorageFault(
    known?.reason ?? 'STORAGE',
    `${server} ${known?.message ?? 'failed to do this. The cause says why.'}${label}`,
    {
      cause: error,
      retryable: known?.retryable ?? false,
      details: code === '' ? {} : sqlState === undefined ? { code } : { sqlState },
    },
  );
}

function factsOf(error: unknown): { code: string; message: string } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}
