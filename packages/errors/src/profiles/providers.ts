import type { Profile } from '../profile.js';

/** Anthropic, also behind Claude Code. */
export const anthropic: Profile = { id: 'anthropic', detect: /anthropic|claude/ };

/** Amazon Web Services and Bedrock. */
export const aws: Profile = { id: 'aws', detect: /amazon|bedrock/ };

/** Azure OpenAI and the other services of Azure. */
export const azure: Profile = { id: 'azure' };

/** GitHub, its models and Copilot. */
export const github: Profile = { id: 'github' };

/** Gemini, Vertex AI and Google Cloud. */
export const google: Profile = {
  id: 'google',
  detect: /google|gemini|vertex/,
  // Vertex AI counts these by the minute, as only its documentation says.
  text: [[/aiplatform\b.*per_base_model/, 'rate_limit']],
};

/** Groq. */
export const groq: Profile = { id: 'groq' };

/** Hugging Face. */
export const huggingface: Profile = { id: 'huggingface' };

/** Mistral AI. */
export const mistral: Profile = { id: 'mistral' };

/** Ollama. */
export const ollama: Profile = { id: 'ollama' };

/** OpenAI, also behind Codex. */
export const openai: Profile = { id: 'openai', detect: /openai|chatgpt/ };

/** OpenRouter. */
export const openrouter: Profile = { id: 'openrouter' };

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
