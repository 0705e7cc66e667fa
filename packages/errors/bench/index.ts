// Accuracy, retries and speed against what else there is.
import { measureAccuracy } from './accuracy.js';
import { loadPackages } from './packages.js';
import { simulateRetries } from './simulation.js';
import { measureSpeed } from './speed.js';

const packages = await loadPackages();
measureAccuracy(packages);
await simulateRetries(packages);
measureSpeed(packages);
