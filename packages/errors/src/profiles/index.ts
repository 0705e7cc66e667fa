import type { Profile } from '../profile.js';
import * as p from './providers.js';
export { generic } from './generic.js';

/** Every profile but the generic one. */
export const allProfiles: readonly Profile[] = [
  p.anthropic,
  p.aws,
  p.azure,
  p.github,
  p.google,
  p.groq,
  p.huggingface,
  p.mistral,
  p.ollama,
  p.openai,
  p.openrouter,
];
