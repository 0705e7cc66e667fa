import { once } from 'node:events';
import { migrate } from '../src/migrate.js';
import { openPool } from '../src/pool.js';

const pool = process.env['MIGRATING_URL'] ?? '';
const stores = await Promise.all([1, 2, 3, 4].map(() => openPool({ pool, schema: process.argv[2] })));
process.send?.('ready');
await once(process, 'message');
await Promise.all(
  stores.map((store) =>
    migrate(store, 'once', [
      { id: 1, name: 'create', sql: 'CREATE TABLE once (id integer); SELECT pg_sleep(0.05)' },
      { id: 2, name: 'fill', sql: 'INSERT INTO once VALUES (1)' },
    ]),
  ),
);
await Promise.all(stores.map((store) => store.close()));
process.disconnect();
