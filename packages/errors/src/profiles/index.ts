import type { Profile } from '../profile.js';
import {
  anthropic,
  aws,
  azure,
  github,
  google,
  groq,
  huggingface,
  mistral,
  ollama,
  openai,
  openrouter,
} from './providers.js';

export type { Grammar, Meanings, Profile } from '../profile.js';
export { generic } from './generic.js';
export {
  anthropic,
  aws,
  azure,
  github,
  google,
  groq,
  huggingface,
  mistral,
  ollama,
  openai,
  openrouter,
} from './providers.js';

/** Every profile but the generic one. */
export const allProfiles: readonly Profile[] = [
  anthropic,
  aws,
  azure,
  github,
  google,
  groq,
  huggingface,
  mistral,
  ollama,
  openai,
  openrouter,
];
