import type { Section } from '../section.js';
import { corpusSection } from './corpus.js';
import { exactSection } from './exact.js';
import { growthSection } from './growth.js';
import { peersSection } from './peers.js';
import { qualitySection } from './quality.js';
import { queriesSection } from './queries.js';
import { sizeSection } from './size.js';
import { stallsSection } from './stalls.js';
import { typosSection } from './typos.js';
import { writesSection } from './writes.js';

/** All parts of the benchmark in the order in which they run. */
export const sections: readonly Section[] = [
  corpusSection,
  queriesSection,
  growthSection,
  exactSection,
  qualitySection,
  typosSection,
  sizeSection,
  writesSection,
  stallsSection,
  peersSection,
];
