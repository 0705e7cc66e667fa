import { definePackage } from '../../tooling/tsup.base.js';

export default definePackage();
