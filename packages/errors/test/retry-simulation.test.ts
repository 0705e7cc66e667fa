import { ErrorClassifier } from '@keelson/errors';
import { retry } from '@keelson/errors/retry';
import { describe, expect, it } from 'vitest';
import { SCENARIOS, simulate, type Client } from './retry-simulation.js';

const classifier = new ErrorClassifier();
const client: Client = (send, clock, random) => retry(send, { classifier, clock, random });

describe('200 clients at a server that admits 20 each second', () => {
  describe.each(SCENARIOS)('$name', (scenario) => {
    it.each([1, 2, 3, 4, 5])('all succeed, and none asks before its time (seed %d)', async (seed) => {
      const result = await simulate(client, scenario, seed);
      expect(result).toMatchObject({ success: 1, tooEarly: 0 });
      expect(result.requestsPerSuccess).toBeLessThanOrEqual(scenario.outageMs === 0 ? 3.1 : 8);
    });
  });
});
