// Runs in an empty project into which the packed tarball was installed.
import assert from 'node:assert/strict';
import { ErrorClassifier } from '@keelson/errors';
import { ErrorClassifier as CoreClassifier } from '@keelson/errors/core';
import { generic, openai } from '@keelson/errors/profiles';

const error = Object.assign(new Error('429 Rate limit reached'), {
  status: 429,
  headers: new Headers({ 'retry-after': '20' }),
  error: { code: 'rate_limit_exceeded' },
});
for (const classifier of [new ErrorClassifier(), new CoreClassifier({ profiles: [generic, openai] })]) {
  const { type, retryable, retryAfterMs } = classifier.classify(error);
  assert.deepEqual(
    { type, retryable, retryAfterMs },
    { type: 'rate_limit', retryable: true, retryAfterMs: 20_000 },
  );
}
