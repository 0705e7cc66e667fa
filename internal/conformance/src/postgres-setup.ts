import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Names a server and a role that may create schemas. */
    postgresUrl: string;
  }
}

/**
 * A vitest `globalSetup`: one server for the whole run of a package, or the one that `TEST_POSTGRES_URL` names.
 *
 * @example
 * export default defineSuite('test', { globalSetup: ['@keelson/internal-conformance/postgres-setup'] });
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return async () => undefined;
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.remove();
}
