export type { Grammar, Meanings, Profile } from '../profile.js';
export { generic } from './generic.js';
export {
  allProfiles,
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
