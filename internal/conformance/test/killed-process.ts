import { startPostgres } from '../src/postgres-server.js';

const { url } = await startPostgres();
process.send?.(url);
