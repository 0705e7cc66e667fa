// Runs in an empty project into which the packed tarball was installed.
const assert = require('node:assert/strict');
const { ErrorClassifier } = require('@keelson/errors');

const { type, message } = new ErrorClassifier().classify({ status: 401 });
assert.equal(type, 'auth');
assert.equal(message, 'Authentication failed -- check API key');
