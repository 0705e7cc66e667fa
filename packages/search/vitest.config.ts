import { defineSuite } from '../../tooling/vitest.base.js';

export default defineSuite('test', { globalSetup: ['@keelson/internal-conformance/postgres-setup'] });
