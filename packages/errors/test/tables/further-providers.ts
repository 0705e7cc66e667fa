/** A second list of the same kind, labelled before any rule was tried on it. */
import type { LabelledError } from './other-providers.js';

export const FURTHER_PROVIDERS: readonly LabelledError[] = [
  // Gateways and model providers.
  {
    from: 'new-api',
    error:
      '503 {"error":{"message":"当前分组 default 下对于模型 gpt-4o 无可用渠道 (request id: 2025121521151664761470129816750)","type":"one_api_error"}}',
    type: 'overloaded',
  },
  {
    from: 'new-api',
    error: {
      status: 403,
      error: {
        message: '用户额度不足, 剩余额度: ＄0.000000',
        type: 'new_api_error',
        code: 'insufficient_user_quota',
      },
    },
    type: 'quota',
  },
  {
    from: 'portkey',
    error: { status: 446, error: { message: 'One of the guardrail checks failed', type: 'hooks_failed' } },
    type: 'unknown',
  },
  {
    from: 'vercel-gateway',
    error: {
      statusCode: 402,
      type: 'insufficient_funds',
      message: 'Insufficient funds. Please add credits to your account to continue using AI services.',
    },
    type: 'quota',
  },
  {
    from: 'vercel-gateway',
    error: {
      statusCode: 403,
      error: {
        type: 'customer_verification_required',
        message: 'AI Gateway requires a valid credit card on file to service requests.',
      },
    },
    type: 'auth',
  },
  {
    from: 'helicone',
    error: {
      status: 429,
      error: { message: 'Rate limit reached for user', code: 'rate_limit' },
      headers: new Headers({ 'Retry-After': '12' }),
    },
    type: 'rate_limit',
    wait: 12_000,
  },
  {
    from: 'fireworks',
    error: {
      error: 'Too Many Requests',
      message:
        'You have exceeded your usage limits. Please try again later or contact Fireworks to explore dedicated capacity.',
    },
    type: 'rate_limit',
  },
  {
    from: 'ernie',
    error:
      "openai.RateLimitError: Error code: 429 - {'error': {'code': 'rpm_rate_limit_exceeded', 'message': 'Rate limit reached for RPM', 'type': 'rate_limit_exceeded'}, 'id': 'as-0'}",
    type: 'rate_limit',
  },
  { from: 'hunyuan', error: { code: 'LimitExceeded', message: '请求限频', status: 429 }, type: 'rate_limit' },
  {
    from: 'doubao',
    error: {
      status: 429,
      error: {
        code: 'AccountOverdueError',
        message: 'The request failed because your account has an overdue balance.',
        type: 'Forbidden',
      },
    },
    type: 'quota',
  },
  {
    from: 'doubao',
    error: {
      status: 429,
      error: {
        code: 'ServerOverloaded',
        message:
          'The service is currently unable to handle additional requests due to server overload. Please try again later.',
        type: 'TooManyRequests',
      },
    },
    type: 'overloaded',
  },
  {
    from: 'doubao',
    error: {
      status: 429,
      error: {
        code: 'ModelAccountTpmRateLimitExceeded',
        message:
          'The Tokens Per Minute (TPM) limit of the associated model for your account has been exceeded.',
        type: 'TooManyRequests',
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'siliconflow',
    error: { status: 403, code: 30001, message: 'Sorry, your account balance is insufficient' },
    type: 'quota',
  },
  {
    from: 'siliconflow',
    error: { status: 503, code: 50505, message: 'Model service overloaded. Please try again later.' },
    type: 'overloaded',
  },
  {
    from: 'novita',
    error: { status: 403, code: 403, reason: 'NOT_ENOUGH_BALANCE', message: 'not enough balance' },
    type: 'quota',
  },
  {
    from: 'hyperbolic',
    error: {
      status: 429,
      object: 'error',
      message: 'API rate limit exceeded: 60 per 1 minute',
      type: 'TooManyRequests',
    },
    type: 'rate_limit',
  },
  {
    from: 'deepinfra',
    error: { status: 429, detail: { error: 'Model busy, retry later' } },
    type: 'overloaded',
  },
  {
    from: 'deepinfra',
    error: {
      status: 402,
      detail: {
        error: 'inference prohibited, please enter a payment method at https://deepinfra.com/dash/billing',
      },
    },
    type: 'quota',
  },
  {
    from: 'groq',
    error: {
      status: 400,
      error: {
        error: {
          message:
            "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
          type: 'invalid_request_error',
          code: 'tool_use_failed',
        },
      },
    },
    type: 'unknown',
  },
  {
    from: 'groq',
    error: {
      status: 413,
      error: {
        error: {
          message:
            'Request too large for model `llama-3.1-8b-instant` in organization `org_0` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 9120, please reduce your message size and try again.',
          type: 'tokens',
          code: 'rate_limit_exceeded',
        },
      },
    },
    type: 'unknown',
  },
  {
    from: 'mistral',
    error: {
      statusCode: 422,
      body: '{"detail":[{"type":"extra_forbidden","loc":["body","foo"],"msg":"Extra inputs are not permitted"}]}',
    },
    type: 'unknown',
  },
  { from: 'mistral', error: { statusCode: 401, body: '{"detail":"Unauthorized"}' }, type: 'auth' },
  {
    from: 'openrouter',
    error: {
      error: {
        message:
          'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
        code: 429,
        metadata: {
          headers: {
            'X-RateLimit-Limit': '50',
            'X-RateLimit-Remaining': '0',
            'X-RateLimit-Reset': '1792627200000',
          },
        },
      },
    },
    now: '2026-10-21T07:28:00Z',
    type: 'quota',
    wait: 59_520_000,
  },
  {
    from: 'openrouter',
    error: { error: { message: 'No endpoints found that support tool use.', code: 404 } },
    type: 'unknown',
  },
  { from: 'openrouter', error: { error: { code: 401, message: 'User not found.' } }, type: 'auth' },
  {
    from: 'openrouter',
    error: {
      error: {
        code: 403,
        message: 'openai/gpt-4o requires moderation on OpenAI. Your input was flagged for "harassment".',
        metadata: { reasons: ['harassment'] },
      },
    },
    type: 'unknown',
  },
  {
    from: 'openai',
    error: {
      type: 'error',
      code: 'server_is_overloaded',
      message: 'Our servers are currently overloaded. Please try again later.',
      param: null,
      sequence_number: 2,
    },
    type: 'overloaded',
  },
  {
    from: 'openai',
    error: {
      status: 403,
      error: {
        code: 'unsupported_country_region_territory',
        message: 'Country, region, or territory not supported',
        param: null,
        type: 'request_forbidden',
      },
    },
    type: 'auth',
  },
  {
    from: 'openai',
    error: {
      status: 429,
      error: {
        code: 'rate_limit_exceeded',
        type: 'input-images',
        message:
          'Rate limit reached for gpt-image-1 on input-images per min: Limit 5, Used 5, Requested 1. Please try again in 12s.',
      },
    },
    type: 'rate_limit',
    wait: 12_000,
  },
  {
    from: 'openai',
    error: { message: 'Incorrect API key provided: undefined.', type: 'invalid_request_error', code: null },
    type: 'auth',
  },
  {
    from: 'openai',
    error: { name: 'APIConnectionTimeoutError', message: 'Request timed out.', cause: undefined },
    type: 'network',
  },
  {
    from: 'anthropic',
    error:
      'event: error\ndata: {"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"},"request_id":"req_0"}\n\n',
    type: 'overloaded',
  },
  {
    from: 'anthropic',
    error: {
      status: 400,
      error: {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message:
            'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
        },
      },
    },
    type: 'quota',
  },
  {
    from: 'anthropic',
    error: {
      status: 400,
      error: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'This organization has been disabled.' },
      },
    },
    type: 'auth',
  },
  {
    from: 'anthropic',
    error: {
      status: 403,
      error: {
        type: 'error',
        error: {
          type: 'permission_error',
          message: 'OAuth token does not meet scope requirement user:profile',
        },
      },
    },
    type: 'auth',
  },
  {
    from: 'anthropic',
    error: {
      status: 429,
      error: {
        type: 'error',
        error: {
          type: 'rate_limit_error',
          message:
            'Number of concurrent connections has exceeded your rate limit. Please try again later or contact sales.',
        },
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'anthropic',
    error: {
      status: 429,
      error: {
        type: 'error',
        error: { type: 'rate_limit_error', message: 'Extra usage is required for long context requests.' },
      },
    },
    type: 'quota',
  },
  {
    from: 'anthropic',
    error: {
      status: 504,
      error: { type: 'error', error: { type: 'timeout_error', message: 'The request timed out' } },
    },
    type: 'overloaded',
  },
  {
    from: 'gemini',
    error: {
      error: { code: 400, message: 'Request contains an invalid argument.', status: 'INVALID_ARGUMENT' },
    },
    type: 'unknown',
  },
  {
    from: 'gemini',
    error: {
      error: {
        code: 403,
        message: 'Your API key was reported as leaked. Please use another API key.',
        status: 'PERMISSION_DENIED',
      },
    },
    type: 'auth',
  },
  {
    from: 'gemini',
    error:
      '[GoogleGenerativeAI Error]: Error fetching from https://generativelanguage.googleapis.com/v1beta/models/gemini-pro:streamGenerateContent?alt=sse: [503 Service Unavailable] The service is currently unavailable.',
    type: 'overloaded',
  },
  {
    from: 'gemini',
    error: '[GoogleGenerativeAI Error]: Candidate was blocked due to SAFETY',
    type: 'unknown',
  },
  {
    from: 'gemini',
    error: {
      error: {
        code: 429,
        message: 'You exceeded your current quota.',
        status: 'RESOURCE_EXHAUSTED',
        details: [
          {
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '50' }],
          },
          { retryDelay: '19s' },
        ],
      },
    },
    type: 'quota',
    retryable: true,
    wait: 19_000,
  },
  {
    from: 'gemini',
    error: {
      code: 400,
      message:
        'Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.',
      status: 'FAILED_PRECONDITION',
    },
    type: 'auth',
  },
  {
    from: 'copilot',
    error: {
      status: 402,
      error: {
        message: 'You have exceeded your premium request allowance. We recommend upgrading your plan.',
        code: 'quota_exceeded',
      },
    },
    type: 'quota',
  },
  {
    from: 'copilot',
    error: '{"error":{"message":"IDE token expired: unauthorized: token expired","code":"unauthorized"}}',
    type: 'auth',
  },
  {
    from: 'claude-code',
    error: "You've hit your weekly limit · resets Jul 31, 2am (UTC)",
    now: '2026-07-27T02:00:00Z',
    type: 'quota',
    wait: 345_600_000,
  },
  {
    from: 'claude-code',
    error:
      'API Error: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()',
    type: 'network',
  },
  { from: 'claude-code', error: 'OAuth token revoked · Please run /login', type: 'auth' },
  { from: 'claude-code', error: 'API Error: Request was aborted.', type: 'unknown' },
  {
    from: 'claude-code',
    error: 'API Error (Request timed out.) · Retrying in 17 seconds… (attempt 6/10)',
    type: 'network',
  },
  {
    from: 'claude-code',
    error: "API Error: Claude's response exceeded the 32000 output token maximum.",
    type: 'unknown',
  },
  {
    from: 'aider',
    error:
      'litellm.RateLimitError: AnthropicException - b\'{"type":"error","error":{"type":"rate_limit_error","message":"Number of request tokens has exceeded your daily rate limit"}}\'',
    type: 'quota',
  },
  {
    from: 'aider',
    error: 'litellm.ServiceUnavailableError: VertexAIException - The model is overloaded',
    type: 'overloaded',
  },
  {
    from: 'litellm',
    error: 'litellm.Timeout: APITimeoutError - Request timed out. Error_str: Request timed out.',
    type: 'network',
  },
  {
    from: 'litellm',
    error: {
      error: {
        message: 'Budget has been exceeded! Current cost: 1.02, Max budget: 1.0',
        type: 'budget_exceeded',
        code: '400',
      },
    },
    type: 'quota',
  },
  {
    from: 'litellm',
    error: {
      error: {
        message: 'No deployments available for selected model, Try again in 5 seconds. Passed model=gpt-4o.',
        type: 'None',
        code: '429',
      },
    },
    type: 'overloaded',
    wait: 5000,
  },
  {
    from: 'ollama',
    error: {
      name: 'ResponseError',
      error: 'model "llama9" not found, try pulling it first',
      status_code: 404,
    },
    type: 'unknown',
  },
  {
    from: 'ollama',
    error: {
      status_code: 500,
      error: 'llama runner process has terminated: cudaMalloc failed: out of memory',
    },
    type: 'unknown',
  },
  {
    from: 'huggingface',
    error: {
      statusCode: 402,
      body: {
        error:
          'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
      },
    },
    type: 'quota',
  },
  {
    from: 'huggingface',
    error:
      '403 Forbidden: This authentication method does not have sufficient permissions to call Inference Providers on behalf of user acme.',
    type: 'auth',
  },
  {
    from: 'huggingface',
    error:
      'You need to agree to share your contact information to access this model. Access to model meta-llama/Llama-3 is restricted. You must have access to it and be authenticated to access it. Please log in.',
    type: 'auth',
  },
  {
    from: 'watsonx',
    error: {
      status: 429,
      errors: [
        {
          code: 'consumption_limit_reached',
          message: 'Requests to this instance have reached the consumption limit of the plan.',
        },
      ],
    },
    type: 'quota',
  },
  {
    from: 'databricks',
    error: {
      status: 429,
      error_code: 'REQUEST_LIMIT_EXCEEDED',
      message:
        'REQUEST_LIMIT_EXCEEDED: Exceeded workspace output tokens per minute rate limit for databricks-claude.',
    },
    type: 'rate_limit',
  },
  {
    from: 'snowflake',
    error: '390114 (08001): Authentication token has expired.  The user must authenticate again.',
    type: 'auth',
  },
  // Web services.
  {
    from: 'salesforce',
    error: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    type: 'auth',
  },
  {
    from: 'salesforce',
    error: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    type: 'rate_limit',
  },
  {
    from: 'shopify',
    error: { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] },
    type: 'rate_limit',
  },
  {
    from: 'facebook',
    error: { error: { message: '(#4) Application request limit reached', type: 'OAuthException', code: 4 } },
    type: 'rate_limit',
  },
  {
    from: 'facebook',
    error: {
      error: {
        message: 'Error validating access token: Session has expired on Sunday.',
        type: 'OAuthException',
        code: 190,
      },
    },
    type: 'auth',
  },
  {
    from: 'sendgrid',
    error: {
      code: 401,
      response: { body: { errors: [{ message: 'Maximum credits exceeded', field: null }] } },
    },
    type: 'quota',
  },
  {
    from: 'mailgun',
    error: { status: 421, details: 'Domain is not allowed to send: recipient limit exceeded' },
    type: 'unknown',
  },
  {
    from: 'airtable',
    error: {
      statusCode: 429,
      error: 'TOO_MANY_REQUESTS',
      message: 'You have made too many requests in a short period of time. Please retry your request later',
    },
    type: 'rate_limit',
  },
  {
    from: 'hubspot',
    error: {
      status: 'error',
      message: 'You have reached your daily limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'DAILY',
    },
    type: 'quota',
  },
  {
    from: 'hubspot',
    error: {
      status: 'error',
      message: 'You have reached your secondly limit.',
      errorType: 'RATE_LIMIT',
      policyName: 'SECONDLY',
    },
    type: 'rate_limit',
  },
  {
    from: 'zendesk',
    error: {
      status: 429,
      headers: [['retry-after', '93']],
      body: 'Number of allowed API requests per minute exceeded',
    },
    type: 'rate_limit',
    wait: 93_000,
  },
  {
    from: 'django',
    error: { status: 429, detail: 'Request was throttled. Expected available in 47 seconds.' },
    type: 'rate_limit',
    wait: 47_000,
  },
  { from: 'supabase', error: { code: 'PGRST301', message: 'JWT expired' }, type: 'auth' },
  {
    from: 'supabase',
    error: { code: 'over_email_send_rate_limit', status: 429, message: 'email rate limit exceeded' },
    type: 'rate_limit',
  },
  {
    from: 'firebase',
    error: {
      code: 'auth/too-many-requests',
      message:
        'Firebase: Access to this account has been temporarily disabled due to many failed login attempts. (auth/too-many-requests).',
    },
    type: 'rate_limit',
  },
  { from: 'firebase', error: { code: 'resource-exhausted', message: 'Quota exceeded.' }, type: 'quota' },
  {
    from: 'cloudflare-api',
    error: {
      success: false,
      errors: [{ code: 971, message: 'Please wait and consider throttling your request speed' }],
    },
    type: 'rate_limit',
  },
  {
    from: 'vercel',
    error: {
      error: {
        code: 'rate_limited',
        message: "The rate limit of 6 exceeded for 'now:deploy'. Try again in 7 minutes",
        limit: { remaining: 0, total: 6 },
      },
    },
    type: 'rate_limit',
    retryable: false,
    wait: 420_000,
  },
  {
    from: 'netlify',
    error: 'Error: Account credit usage exceeded - new deploys are blocked until credits are added',
    type: 'quota',
  },
  { from: 'gitlab', error: { message: '403 Forbidden - insufficient_scope', status: 403 }, type: 'auth' },
  { from: 'gitlab', error: 'Retry later\n', type: 'unknown' },
  {
    from: 'bitbucket',
    error:
      'remote: CAPTCHA required\nremote: Your Bitbucket account has been marked as requiring a CAPTCHA.\nfatal: Authentication failed',
    type: 'auth',
  },
  {
    from: 'github',
    error: {
      status: 401,
      message: 'Requires authentication',
      documentation_url: 'https://docs.github.com/rest',
    },
    type: 'auth',
  },
  {
    from: 'github',
    error: {
      status: 403,
      message:
        'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
      response: { headers: { 'retry-after': '60' } },
    },
    type: 'rate_limit',
    wait: 60_000,
  },
  {
    from: 'github',
    error: {
      status: 422,
      message:
        'Validation Failed: {"resource":"PullRequest","code":"custom","message":"A pull request already exists"}',
    },
    type: 'unknown',
  },
  { from: 'gh', error: 'To get started with GitHub CLI, please run:  gh auth login', type: 'auth' },
  { from: 'gh', error: 'gh: Not Found (HTTP 404)', type: 'unknown' },
  { from: 'gh', error: 'HTTP 502: Server Error (https://api.github.com/graphql)', type: 'overloaded' },
  {
    from: 'reddit',
    error: { error: { reason: 'RATELIMIT', explanation: 'Take a break for 4 minutes before trying again.' } },
    type: 'rate_limit',
  },
  {
    from: 'spotify',
    error: {
      error: { status: 429, message: 'API rate limit exceeded' },
      headers: { 'retry-after': '79213' },
    },
    type: 'quota',
    wait: 79_213_000,
  },
  {
    from: 'nominatim',
    error: { status: 403, body: 'Access blocked. Usage policy violation: too many requests per second' },
    type: 'rate_limit',
  },
  // Tools and runtimes.
  {
    from: 'pnpm',
    error: ' ERR_PNPM_FETCH_403  GET https://registry.npmjs.org/@acme%2Fapp: Forbidden - 403',
    type: 'auth',
  },
  {
    from: 'yarn',
    error: 'error An unexpected error occurred: "https://registry.yarnpkg.com/left-pad: ESOCKETTIMEDOUT".',
    type: 'network',
  },
  {
    from: 'cargo',
    error:
      'error: failed to download from `https://static.crates.io/crates/serde`\n\nCaused by:\n  [6] Could not resolve hostname (Could not resolve host: static.crates.io)',
    type: 'network',
  },
  {
    from: 'cargo',
    error: 'error: failed to get 200 response from `https://index.crates.io/config.json`, got 503',
    type: 'overloaded',
  },
  {
    from: 'go',
    error: 'go: github.com/acme/app@v1: reading https://proxy.golang.org/github.com/acme/app: 410 Gone',
    type: 'unknown',
  },
  {
    from: 'go',
    error:
      'net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    type: 'network',
  },
  {
    from: 'apt',
    error:
      "E: Failed to fetch http://deb.debian.org/debian/pool/main/c/curl/curl.deb  Temporary failure resolving 'deb.debian.org'",
    type: 'network',
  },
  { from: 'wget', error: 'ERROR 403: Forbidden.', type: 'auth' },
  {
    from: 'gcloud',
    error:
      'ERROR: (gcloud.auth.print-access-token) There was a problem refreshing your current auth tokens: Reauthentication failed. cannot prompt during non-interactive execution.',
    type: 'auth',
  },
  {
    from: 'az',
    error: "AADSTS700082: The refresh token has expired due to inactivity. Run 'az login'.",
    type: 'auth',
  },
  {
    from: 'docker',
    error:
      'Error response from daemon: Get "https://registry.acme.test/v2/": tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    type: 'network',
    retryable: false,
  },
  { from: 'docker', error: 'no space left on device', type: 'unknown' },
  { from: 'java', error: 'java.net.SocketTimeoutException: Read timed out', type: 'network' },
  {
    from: 'java',
    error:
      'javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target',
    type: 'network',
    retryable: false,
  },
  {
    from: 'java',
    error: 'io.grpc.StatusRuntimeException: RESOURCE_EXHAUSTED: Bandwidth exhausted',
    type: 'rate_limit',
  },
  {
    from: 'python',
    error:
      'aiohttp.client_exceptions.ClientConnectorError: Cannot connect to host api.example.com:443 ssl:default [Temporary failure in name resolution]',
    type: 'network',
  },
  {
    from: 'python',
    error: 'urllib.error.HTTPError: HTTP Error 503: Service Unavailable',
    type: 'overloaded',
  },
  { from: 'python', error: 'ConnectionResetError: [Errno 104] Connection reset by peer', type: 'network' },
  {
    from: 'python',
    error: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    type: 'unknown',
  },
  {
    from: 'grpc',
    error: {
      code: 4,
      details: 'Deadline exceeded after 10.001s',
      message: '4 DEADLINE_EXCEEDED: Deadline exceeded after 10.001s',
    },
    type: 'network',
  },
  {
    from: 'grpc',
    error: { code: 1, details: 'Cancelled on client', message: '1 CANCELLED: Cancelled on client' },
    type: 'unknown',
  },
  {
    from: 'grpc',
    error: {
      code: 14,
      details: 'The service is currently unavailable.',
      message: '14 UNAVAILABLE: The service is currently unavailable.',
    },
    type: 'overloaded',
  },
  {
    from: 'grpc',
    error: { code: 7, details: 'Permission denied', message: '7 PERMISSION_DENIED: Permission denied' },
    type: 'auth',
  },
  {
    from: 'node',
    error: {
      name: 'TypeError',
      message: 'fetch failed',
      cause: {
        name: 'AggregateError',
        message: '',
        code: 'ETIMEDOUT',
        errors: [
          { code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 203.0.113.1:443' },
          { code: 'ENETUNREACH', message: 'connect ENETUNREACH 2001:db8::1:443' },
        ],
      },
    },
    type: 'network',
  },
  {
    from: 'node',
    error: {
      name: 'TypeError',
      message: 'fetch failed',
      cause: {
        name: 'Error',
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        message: 'unable to verify the first certificate',
      },
    },
    type: 'network',
    retryable: false,
  },
  {
    from: 'node',
    error: {
      name: 'Error',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      message: "Hostname/IP does not match certificate's altnames",
    },
    type: 'network',
    retryable: false,
  },
  {
    from: 'node',
    error: { name: 'Error', code: 'EMFILE', message: "EMFILE: too many open files, open '/tmp/a'" },
    type: 'unknown',
  },
  {
    from: 'node',
    error: { name: 'RangeError', message: 'Maximum call stack size exceeded' },
    type: 'unknown',
  },
  {
    from: 'bun',
    error: {
      code: 'ConnectionRefused',
      path: 'https://api.example.com/',
      message: 'Unable to connect. Is the computer able to access the url?',
    },
    type: 'network',
  },
  {
    from: 'deno',
    error:
      'TypeError: error sending request for url (https://api.example.com/): client error (Connect): tcp connect error: Connection refused (os error 111)',
    type: 'network',
  },
  { from: 'chrome', error: 'net::ERR_INTERNET_DISCONNECTED', type: 'network' },
  { from: 'chrome', error: 'net::ERR_CERT_DATE_INVALID', type: 'network', retryable: false },
  { from: 'playwright', error: 'page.goto: Timeout 30000ms exceeded.', type: 'network' },
  {
    from: 'playwright',
    error: 'page.goto: net::ERR_NAME_NOT_RESOLVED at https://example.invalid/',
    type: 'network',
  },
  {
    from: 'prisma',
    error: {
      code: 'P1001',
      name: 'PrismaClientInitializationError',
      message: "Can't reach database server at `db:5432`",
    },
    type: 'network',
  },
  {
    from: 'prisma',
    error: { code: 'P2002', message: 'Unique constraint failed on the fields: (`email`)' },
    type: 'unknown',
  },
  {
    from: 'sqlite',
    error: { code: 'SQLITE_CANTOPEN', message: 'unable to open database file' },
    type: 'unknown',
  },
  {
    from: 'kafka',
    error: { name: 'KafkaJSConnectionError', message: 'Connection timeout', retriable: true },
    type: 'network',
  },
  {
    from: 'rabbitmq',
    error:
      'Handshake terminated by server: 403 (ACCESS-REFUSED) with message "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN."',
    type: 'auth',
  },
  {
    from: 'smtp',
    error: {
      code: 'EAUTH',
      responseCode: 535,
      message: 'Invalid login: 535-5.7.8 Username and Password not accepted.',
    },
    type: 'auth',
  },
  {
    from: 'axios',
    error: {
      name: 'AxiosError',
      code: 'ERR_BAD_RESPONSE',
      message: 'Request failed with status code 500',
      response: { status: 500, data: 'Internal Server Error' },
    },
    type: 'overloaded',
  },
  {
    from: 'axios',
    error: {
      name: 'AxiosError',
      code: 'ERR_FR_TOO_MANY_REDIRECTS',
      message: 'Maximum number of redirects exceeded',
    },
    type: 'unknown',
  },
  {
    from: 'axios',
    error: { name: 'AxiosError', code: 'ERR_NETWORK', message: 'Network Error' },
    type: 'network',
  },
  {
    from: 'tool',
    error: { type: 'tool_result', content: 'Error: connect ECONNREFUSED 127.0.0.1:5432', is_error: true },
    type: 'unknown',
  },
  {
    from: 'tool',
    error:
      '> acme@1.0.0 test\n> vitest run\n\n ❯ test/http.test.ts (3 tests | 1 failed)\n   × answers 503 when overloaded',
    type: 'unknown',
  },
  { from: 'tool', error: 'README.md:12:- 401: the key is wrong; 429: slow down', type: 'unknown' },
  { from: 'tool', error: '[eslint] 429 problems (0 errors, 429 warnings)', type: 'unknown' },
  {
    from: 'tool',
    error: 'I updated the handler so that a 429 response is retried after the Retry-After delay.',
    type: 'unknown',
  },
  { from: 'tool', error: "The function throws 'Unauthorized' when the token has expired.", type: 'unknown' },
];
