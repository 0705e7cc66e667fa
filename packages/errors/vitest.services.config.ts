import { defineSuite } from '../../tooling/vitest.base.js';

export default defineSuite('services');
