import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { browserProgram, verdictsOfNode } from './browser-program.js';

it('gives every verdict in a global scope that has the language and nothing else', async () => {
  const context = createContext(Object.create(null) as object);
  const verdicts = runInContext(await browserProgram(), context) as string;
  expect(JSON.parse(verdicts)).toEqual(verdictsOfNode());
});
