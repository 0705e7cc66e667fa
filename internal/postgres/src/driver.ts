import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { PostgresPool } from './connection.js';

/** The settings of `pg.Pool` that Keelson uses. */
export interface DriverPoolOptions {
  readonly connectionString: string;
  readonly max: number;
  readonly connectionTimeoutMillis: number;
  readonly keepAlive: boolean;
  readonly keepAliveInitialDelayMillis: number;
  readonly allowExitOnIdle: boolean;
  readonly fallback_application_name: string;
}

/** The two classes of `pg` that Keelson constructs. */
export interface PostgresDriver {
  readonly Client: new (options: { connectionString: string }) => {
    readonly host: string;
    readonly port: number;
    readonly database: string | undefined;
  };
  readonly Pool: new (options: DriverPoolOptions) => PostgresPool & { readonly options: object };
}

/** Loads `pg`, which is an optional peer: a host that passes its own pool never gets here. */
export async function loadDriver(): Promise<PostgresDriver> {
  try {
    const { default: driver } = (await import('pg')) as unknown as { default: PostgresDriver };
    return driver;
  } catch (cause) {
    const code = (cause as { code?: unknown }).code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw new StorageFault(
        'DRIVER_MISSING',
        'PostgreSQL storage needs the package pg, which is not installed. Run "npm install pg@8".',
        { cause },
      );
    }
    throw new StorageFault(
      'DRIVER_INCOMPATIBLE',
      `The package pg is installed but does not load in Node ${process.versions.node}. Run "npm install pg@8".`,
      { cause },
    );
  }
}
