/**
 * Errors of providers, tools and runtimes other than those that rules were written for, in the shape in which they
 * reach JavaScript code. Keys, ids and addresses are made up. `wait` is the delay that the error states.
 */
import type { ErrorType } from '@keelson/errors';

/** One error and what has to happen before the identical request can succeed. */
export interface LabelledError {
  readonly from: string;
  readonly error: unknown;
  readonly type: ErrorType;
  /** Where it differs from what the type has by default. */
  readonly retryable?: boolean;
  readonly wait?: number;
  readonly now?: string;
}

export const OTHER_PROVIDERS: readonly LabelledError[] = [
  // Model providers.
  {
    from: 'cohere',
    error: {
      statusCode: 429,
      body: {
        message:
          "You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits at 'https://dashboard.cohere.com/api-keys'.",
      },
    },
    type: 'quota',
  },
  {
    from: 'cohere',
    error: {
      statusCode: 429,
      body: {
        message:
          'You are using a Trial key, which is limited to 10 API calls / minute. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits.',
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'cohere',
    error: { name: 'CohereError', statusCode: 401, body: { message: 'invalid api token' } },
    type: 'auth',
  },
  {
    from: 'together',
    error: {
      status: 429,
      error: {
        message:
          'You have reached the rate limit specific to this model meta-llama/Llama-3.3-70B-Instruct-Turbo-Free. The maximum rate limit for this model is 6.0 queries and 180000 tokens per minute. This limit differs from the general rate limits published at Together AI rate limits documentation.',
        type: 'model_rate_limit',
        param: null,
        code: null,
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'together',
    error: {
      status: 402,
      error: {
        message:
          'Credit limit exceeded, please navigate to https://api.together.ai/settings/billing to upgrade your limit.',
        type: 'credit_limit',
        param: null,
        code: null,
      },
    },
    type: 'quota',
  },
  {
    from: 'together',
    error: {
      status: 503,
      error: { message: 'The server is overloaded or not ready yet.', type: 'service_unavailable' },
    },
    type: 'overloaded',
  },
  {
    from: 'fireworks',
    error: {
      status: 412,
      error: {
        object: 'error',
        type: 'error',
        message:
          'Account acme-1234 is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices. Please go to https://fireworks.ai/account/billing for more information.',
      },
    },
    type: 'quota',
  },
  {
    from: 'fireworks',
    error:
      "openai.RateLimitError: Error code: 429 - {'error': {'object': 'error', 'type': 'invalid_request_error', 'message': 'Request rate limit exceeded. Please try again later.'}}",
    type: 'rate_limit',
  },
  {
    from: 'replicate',
    error: {
      name: 'ApiError',
      message:
        'Request to https://api.replicate.com/v1/predictions failed with status 429 Too Many Requests: {"detail":"Request was throttled. Your rate limit resets in ~6s."}',
      response: { status: 429, headers: { 'retry-after': '6' } },
    },
    type: 'rate_limit',
    wait: 6000,
  },
  {
    from: 'replicate',
    error:
      'Error: Request to https://api.replicate.com/v1/models/black-forest-labs/flux-dev/predictions failed with status 402 Payment Required: {"title":"Insufficient credit","detail":"You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.","status":402}.',
    type: 'quota',
  },
  {
    from: 'replicate',
    error: {
      detail:
        'CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 39.59 GiB total capacity; 37.11 GiB already allocated)',
      status: 'failed',
    },
    type: 'unknown',
  },
  {
    from: 'perplexity',
    error: {
      status: 401,
      error: {
        message: 'Invalid API key provided. You can find your API key at https://docs.perplexity.ai.',
        type: 'invalid_api_key',
        code: 401,
      },
    },
    type: 'auth',
  },
  {
    from: 'perplexity',
    error:
      '<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n<hr><center>openresty/1.25.3.1</center>\r\n</body>\r\n</html>',
    type: 'auth',
  },
  {
    from: 'dashscope',
    error: {
      status: 400,
      code: 'Arrearage',
      message:
        'Access denied, please make sure your account is in good standing. For details, see: https://help.aliyun.com/zh/model-studio/error-code#overdue-payment',
    },
    type: 'quota',
  },
  {
    from: 'dashscope',
    error: {
      status: 429,
      code: 'Throttling.RateQuota',
      message: 'Requests rate limit exceeded, please try again later.',
    },
    type: 'rate_limit',
  },
  {
    from: 'dashscope',
    error: {
      code: 'Throttling.AllocationQuota',
      message: 'Allocated quota exceeded, please increase your quota limit.',
      status: 429,
    },
    type: 'quota',
  },
  {
    from: 'dashscope',
    error: {
      status: 400,
      code: 'DataInspectionFailed',
      message: 'Input data may contain inappropriate content.',
    },
    type: 'unknown',
  },
  {
    from: 'zhipu',
    error: {
      status: 429,
      error: { code: '1302', message: '您当前使用该API的并发数过高，请降低并发，或联系客服增加限额' },
    },
    type: 'rate_limit',
  },
  {
    from: 'zhipu',
    error: { status: 429, error: { code: '1113', message: '您的账户已欠费，请充值后重试' } },
    type: 'quota',
  },
  {
    from: 'zhipu',
    error: { error: { code: '1305', message: '当前API请求过多，请稍后重试' } },
    type: 'rate_limit',
  },
  {
    from: 'zhipu',
    error: {
      error: {
        code: '1308',
        message: 'Usage limit reached for 5 hour. Your limit will reset at 2026-01-02 03:04:05',
      },
      status: 429,
    },
    type: 'quota',
  },
  {
    from: 'moonshot',
    error: {
      status: 429,
      error: {
        message:
          'Your account org-0000<ak-0000> request reached organization max concurrency: 3, please try again after 1 seconds',
        type: 'rate_limit_reached_error',
      },
    },
    type: 'rate_limit',
    wait: 1000,
  },
  {
    from: 'moonshot',
    error: {
      status: 429,
      error: {
        message:
          'Your account org-0000 <ak-0000> is suspended due to insufficient balance, please recharge your account or check your plan and billing details',
        type: 'exceeded_current_quota_error',
      },
    },
    type: 'quota',
  },
  {
    from: 'moonshot',
    error: {
      status: 429,
      error: {
        message: 'The engine is currently overloaded, please try again later',
        type: 'engine_overloaded_error',
      },
    },
    type: 'overloaded',
  },
  {
    from: 'moonshot',
    error: {
      status: 401,
      error: { message: 'Invalid Authentication', type: 'invalid_authentication_error' },
    },
    type: 'auth',
  },
  {
    from: 'minimax',
    error: { base_resp: { status_code: 1002, status_msg: 'rate limit exceeded(RPM)' } },
    type: 'rate_limit',
  },
  {
    from: 'minimax',
    error: { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
    type: 'quota',
  },
  {
    from: 'minimax',
    error: {
      base_resp: {
        status_code: 1004,
        status_msg:
          "login fail: Please carry the API secret key in the 'Authorization' field of the request header",
      },
    },
    type: 'auth',
  },
  {
    from: 'baidu',
    error: { error_code: 18, error_msg: 'Open api qps request limit reached' },
    type: 'rate_limit',
  },
  {
    from: 'baidu',
    error: { error_code: 17, error_msg: 'Open api daily request limit reached' },
    type: 'quota',
  },
  {
    from: 'deepseek',
    error: {
      name: 'APIError',
      status: 402,
      error: {
        message: 'Insufficient Balance',
        type: 'unknown_error',
        param: null,
        code: 'invalid_request_error',
      },
    },
    type: 'quota',
  },
  {
    from: 'cerebras',
    error: {
      status: 429,
      error: {
        message: 'Tokens per day limit exceeded - too many tokens processed.',
        type: 'too_many_tokens_error',
        param: 'quota',
        code: 'token_quota_exceeded',
      },
    },
    type: 'quota',
  },
  {
    from: 'cerebras',
    error: {
      status: 429,
      error: {
        message: "We're experiencing high traffic right now! Please try again soon.",
        type: 'too_many_requests_error',
        param: 'queue',
        code: 'queue_exceeded',
      },
    },
    type: 'overloaded',
  },
  {
    from: 'sambanova',
    error: {
      status: 429,
      error: { message: 'Rate limit exceeded', type: 'rate_limit_exceeded' },
      headers: {
        'x-ratelimit-limit-requests': '20',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1792567740',
      },
    },
    now: '2026-10-21T07:28:00Z',
    type: 'rate_limit',
    wait: 60_000,
  },
  {
    from: 'nvidia',
    error: { status: 403, title: 'Forbidden', detail: 'Authorization failed' },
    type: 'auth',
  },
  {
    from: 'nvidia',
    error: {
      status: 402,
      title: 'Payment Required',
      detail: "Account 'acme-0000': Cloud credits expired - Please contact NVIDIA representatives",
    },
    type: 'quota',
  },
  {
    from: 'cloudflare-ai',
    error: {
      errors: [
        {
          message: 'AiError: AiError: Capacity temporarily exceeded, please try again. (0000-0000)',
          code: 3040,
        },
      ],
      success: false,
      result: {},
      messages: [],
    },
    type: 'overloaded',
  },
  {
    from: 'cloudflare-ai',
    error: {
      errors: [
        {
          message:
            "AiError: you have used up your daily free allocation of 10,000 neurons, please upgrade to Cloudflare's Workers Paid plan if you would like to continue usage.",
          code: 4006,
        },
      ],
      success: false,
    },
    type: 'quota',
  },
  {
    from: 'cloudflare-ai',
    error: { success: false, errors: [{ code: 10000, message: 'Authentication error' }], result: null },
    type: 'auth',
  },
  {
    from: 'voyage',
    error: {
      status: 429,
      detail:
        'You have not yet added your payment method in the billing page and will have reduced rate limits of 3 RPM and 10K TPM. To unlock our standard rate limits, please add a payment method in the billing page for the appropriate organization in the user dashboard.',
    },
    type: 'rate_limit',
  },
  {
    from: 'jina',
    error: {
      status: 403,
      detail: '[INSUFFICIENT_BALANCE] Your account balance is not enough to run this query, please recharge.',
    },
    type: 'quota',
  },
  {
    from: 'elevenlabs',
    error: {
      statusCode: 401,
      body: {
        detail: {
          status: 'quota_exceeded',
          message:
            'This request exceeds your quota of 10000. You have 24 credits remaining, while 120 credits are required for this request.',
        },
      },
    },
    type: 'quota',
  },
  {
    from: 'elevenlabs',
    error: {
      statusCode: 429,
      body: {
        detail: {
          status: 'too_many_concurrent_requests',
          message:
            'Too many concurrent requests. Your current subscription is associated with a maximum of 3 concurrent requests.',
        },
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'elevenlabs',
    error: {
      statusCode: 429,
      body: {
        detail: {
          status: 'system_busy',
          message: 'We are experiencing heavy traffic. Please try again later.',
        },
      },
    },
    type: 'overloaded',
  },
  {
    from: 'deepgram',
    error: { err_code: 'INVALID_AUTH', err_msg: 'Invalid credentials.', request_id: '0000' },
    type: 'auth',
  },
  {
    from: 'deepgram',
    error: {
      err_code: 'ASR_PAYMENT_REQUIRED',
      err_msg:
        'Project does not have enough credits for an ASR request and does not have an overage agreement.',
    },
    type: 'quota',
  },
  {
    from: 'assemblyai',
    error: {
      status: 400,
      error: 'Your current account balance is negative. Please top up to continue using the API.',
    },
    type: 'quota',
  },
  {
    from: 'stability',
    error: {
      status: 402,
      id: '0000',
      name: 'payment_required',
      errors: [
        'You lack sufficient credits to make this request. Please purchase more credits and try again.',
      ],
    },
    type: 'quota',
  },
  {
    from: 'stability',
    error: {
      status: 403,
      name: 'content_moderation',
      errors: [
        'Your request was flagged by our content moderation system, as a result your request was denied and you were not charged.',
      ],
    },
    type: 'unknown',
  },
  {
    from: 'vllm',
    error: {
      object: 'error',
      message:
        "This model's maximum context length is 4096 tokens. However, you requested 5234 tokens (4234 in the messages, 1000 in the completion). Please reduce the length of the messages or completion.",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    type: 'unknown',
  },
  {
    from: 'vllm',
    error: { object: 'error', message: 'Unauthorized', type: 'Unauthorized', code: 401 },
    type: 'auth',
  },
  { from: 'tgi', error: { error: 'Model is overloaded', error_type: 'overloaded' }, type: 'overloaded' },
  {
    from: 'llama.cpp',
    error: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    type: 'overloaded',
  },
  {
    from: 'lm-studio',
    error: {
      error: {
        message:
          'Failed to load model "qwen2.5-72b". Error: (Exit code: 6). Not enough memory to load the model.',
        type: 'invalid_request_error',
        param: 'model',
        code: 'model_not_found',
      },
    },
    type: 'unknown',
  },
  {
    from: 'fal',
    error: {
      status: 403,
      body: {
        detail: 'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
      },
    },
    type: 'quota',
  },
  {
    from: 'copilot',
    error: 'Sorry, you have been rate-limited. Please wait a moment before trying again. Learn More',
    type: 'rate_limit',
  },
  {
    from: 'cursor',
    error:
      "You've hit your usage limit. Get Cursor Pro for more Agent usage, unlimited Tab, and more. Your usage limits will reset when your monthly cycle ends on 12/3/2026.",
    type: 'quota',
  },
  {
    from: 'windsurf',
    error:
      'Cascade error: Resource exhausted: Not enough credits. Purchase flex credits or enable automatic top-ups.',
    type: 'quota',
  },
  {
    from: 'claude-code',
    error: '5-hour limit reached ∙ resets 3pm (UTC)',
    now: '2026-10-21T13:00:00Z',
    type: 'quota',
    wait: 7_200_000,
  },
  {
    from: 'claude-code',
    error: "You've hit your session limit · resets 8:10pm (Europe/Berlin)",
    now: '2026-07-01T17:10:00Z',
    type: 'quota',
    wait: 3_600_000,
  },
  { from: 'claude-code', error: 'Invalid API key · Please run /login', type: 'auth' },
  { from: 'claude-code', error: 'Credit balance is too low', type: 'quota' },
  { from: 'claude-code', error: 'API Error: Connection error.', type: 'network' },
  {
    from: 'claude-code',
    error:
      'API Error: 500 {"type":"error","error":{"type":"api_error","message":"Internal server error"},"request_id":"req_0"}',
    type: 'overloaded',
  },
  { from: 'claude-code', error: '[Request interrupted by user for tool use]', type: 'unknown' },
  {
    from: 'codex',
    error:
      'stream error: stream disconnected before completion: error sending request for url (https://chatgpt.com/backend-api/codex/responses); retrying 2/5 in 412ms…',
    type: 'network',
  },
  {
    from: 'codex',
    error: {
      type: 'usage_limit_reached',
      message: 'The usage limit has been reached',
      plan_type: 'plus',
      resets_in_seconds: 8941,
    },
    type: 'quota',
    wait: 8_941_000,
  },
  {
    from: 'codex',
    error:
      'unexpected status 401 Unauthorized: {"error":{"message":"Your authentication token has been invalidated. Please try signing in again.","code":"token_invalidated"}}',
    type: 'auth',
  },
  // Clouds.
  {
    from: 'aws',
    error: {
      name: 'ThrottlingException',
      message: 'Too many tokens per day, please wait before trying again.',
      $metadata: { httpStatusCode: 429 },
    },
    type: 'quota',
  },
  {
    from: 'aws',
    error: {
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    },
    type: 'auth',
  },
  {
    from: 'aws',
    error: {
      name: 'ProvisionedThroughputExceededException',
      message:
        'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
      $metadata: { httpStatusCode: 400 },
    },
    type: 'rate_limit',
  },
  {
    from: 'aws',
    error: {
      name: 'CredentialsProviderError',
      message: 'Could not load credentials from any providers',
      tryNextLink: true,
    },
    type: 'auth',
  },
  {
    from: 'aws',
    error: {
      Code: 'SlowDown',
      message: 'Please reduce your request rate.',
      $metadata: { httpStatusCode: 503 },
    },
    type: 'overloaded',
  },
  {
    from: 'aws',
    error:
      "An error occurred (AccessDeniedException) when calling the InvokeModel operation: You don't have access to the model with the specified model ID.",
    type: 'auth',
  },
  {
    from: 'aws',
    error:
      'An error occurred (ThrottlingException) when calling the Converse operation (reached max retries: 4): Too many requests, please wait before trying again.',
    type: 'rate_limit',
  },
  {
    from: 'aws',
    error:
      'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
    type: 'auth',
  },
  {
    from: 'aws',
    error: {
      name: 'ServiceUnavailableException',
      message: 'Bedrock is unable to process your request.',
      $metadata: { httpStatusCode: 503 },
    },
    type: 'overloaded',
  },
  {
    from: 'aws',
    error: {
      name: 'ResourceNotFoundException',
      message: 'Could not resolve the foundation model from the provided model identifier.',
      $metadata: { httpStatusCode: 404 },
    },
    type: 'unknown',
  },
  {
    from: 'azure',
    error: {
      status: 401,
      code: '401',
      error: {
        code: '401',
        message:
          'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      },
    },
    type: 'auth',
  },
  {
    from: 'azure',
    error: {
      status: 403,
      error: {
        code: '403',
        message:
          'Out of call volume quota for FormRecognizer F0 pricing tier. Please retry after 5 days. To increase your call volume switch to a paid tier.',
      },
    },
    type: 'quota',
    wait: 432_000_000,
  },
  {
    from: 'azure',
    error: { status: 408, error: { code: 'Timeout', message: 'The operation was timeout.' } },
    type: 'network',
  },
  {
    from: 'azure',
    error: {
      status: 403,
      error: { code: 'AccessDenied', message: 'Access denied due to Virtual Network/Firewall rules.' },
    },
    type: 'auth',
  },
  {
    from: 'azure',
    error: {
      status: 404,
      error: {
        code: 'DeploymentNotFound',
        message:
          'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
      },
    },
    type: 'unknown',
  },
  {
    from: 'google',
    error: {
      code: 403,
      errors: [
        { domain: 'usageLimits', reason: 'userRateLimitExceeded', message: 'User Rate Limit Exceeded' },
      ],
      message: 'User Rate Limit Exceeded',
    },
    type: 'rate_limit',
  },
  {
    from: 'google',
    error: {
      code: 403,
      errors: [
        {
          domain: 'youtube.quota',
          reason: 'quotaExceeded',
          message: 'The request cannot be completed because you have exceeded your quota.',
        },
      ],
    },
    type: 'quota',
  },
  {
    from: 'google',
    error: {
      code: 403,
      errors: [{ domain: 'usageLimits', reason: 'dailyLimitExceeded' }],
      message: 'Daily Limit Exceeded',
    },
    type: 'quota',
  },
  {
    from: 'google',
    error: {
      response: {
        status: 400,
        data: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
      },
      message: 'invalid_grant',
    },
    type: 'auth',
  },
  {
    from: 'google',
    error:
      'Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.',
    type: 'auth',
  },
  {
    from: 'vertex',
    error: {
      error: {
        code: 403,
        message:
          "Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/acme' (or it may not exist).",
        status: 'PERMISSION_DENIED',
      },
    },
    type: 'auth',
  },
  {
    from: 'vertex',
    error: {
      error: {
        code: 429,
        message:
          'Resource exhausted. Please try again later. Please refer to https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429 for more details.',
        status: 'RESOURCE_EXHAUSTED',
      },
    },
    type: 'rate_limit',
  },
  // Services that agents call.
  {
    from: 'slack',
    error: {
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 30,
      message: 'A rate-limit has been reached, you may retry this request in 30 seconds',
    },
    type: 'rate_limit',
    wait: 30_000,
  },
  { from: 'slack', error: { ok: false, error: 'invalid_auth' }, type: 'auth' },
  { from: 'slack', error: { ok: false, error: 'channel_not_found' }, type: 'unknown' },
  {
    from: 'discord',
    error: { message: 'You are being rate limited.', retry_after: 64.57, global: false },
    type: 'rate_limit',
    wait: 64_570,
  },
  {
    from: 'telegram',
    error: {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 35',
      parameters: { retry_after: 35 },
    },
    type: 'rate_limit',
    wait: 35_000,
  },
  {
    from: 'stripe',
    error: {
      type: 'StripeAuthenticationError',
      raw: { type: 'invalid_request_error', message: 'Invalid API Key provided: sk_test_****' },
      statusCode: 401,
    },
    type: 'auth',
  },
  {
    from: 'stripe',
    error: {
      type: 'StripeRateLimitError',
      code: 'rate_limit',
      statusCode: 429,
      message: 'Request rate limit exceeded.',
    },
    type: 'rate_limit',
  },
  {
    from: 'notion',
    error: {
      code: 'rate_limited',
      status: 429,
      message: 'You have been rate limited. Please try again in a few minutes.',
    },
    type: 'rate_limit',
  },
  {
    from: 'notion',
    error: { code: 'unauthorized', status: 401, message: 'API token is invalid.' },
    type: 'auth',
  },
  {
    from: 'twilio',
    error: {
      status: 429,
      code: 20429,
      message: 'Too Many Requests',
      moreInfo: 'https://www.twilio.com/docs/errors/20429',
    },
    type: 'rate_limit',
  },
  {
    from: 'twitter',
    error: {
      code: 429,
      data: { title: 'Too Many Requests', detail: 'Too Many Requests', status: 429 },
      headers: {
        'x-rate-limit-limit': '900',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': '1792568100',
      },
    },
    now: '2026-10-21T07:28:00Z',
    type: 'rate_limit',
    retryable: false,
    wait: 420_000,
  },
  {
    from: 'twitter',
    error: {
      title: 'UsageCapExceeded',
      detail: 'Usage cap exceeded: Monthly product cap',
      period: 'Monthly',
      status: 429,
    },
    type: 'quota',
  },
  {
    from: 'jira',
    error: { status: 401, message: 'Client must be authenticated to access this resource.' },
    type: 'auth',
  },
  {
    from: 'linear',
    error: {
      errors: [{ message: 'Rate limit exceeded', extensions: { code: 'RATELIMITED', statusCode: 400 } }],
    },
    type: 'rate_limit',
  },
  {
    from: 'github-graphql',
    error: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }] },
    type: 'rate_limit',
  },
  {
    from: 'brave-search',
    error: {
      type: 'ErrorResponse',
      error: {
        id: '0',
        status: 429,
        detail: 'Request rate limit exceeded for plan.',
        meta: { plan: 'Free', rate_limit: 1, rate_current: 1, quota_limit: 2000, quota_current: 17 },
        code: 'RATE_LIMITED',
      },
    },
    type: 'rate_limit',
  },
  {
    from: 'tavily',
    error: {
      status: 432,
      detail: {
        error:
          "This request exceeds your plan's set usage limit. Please upgrade your plan or contact support@tavily.com",
      },
    },
    type: 'quota',
  },
  { from: 'serpapi', error: { error: 'Your account has run out of searches.' }, type: 'quota' },
  {
    from: 'firecrawl',
    error:
      'Unexpected error occurred while trying to scrape URL. Status code: 402. Insufficient credits to perform this request. For more credits, you can upgrade your plan at https://firecrawl.dev/pricing.',
    type: 'quota',
  },
  // Command-line tools.
  {
    from: 'docker',
    error:
      'Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
    type: 'rate_limit',
  },
  {
    from: 'docker',
    error:
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    type: 'network',
  },
  {
    from: 'docker',
    error:
      "Error response from daemon: pull access denied for acme/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    type: 'auth',
  },
  {
    from: 'docker',
    error:
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: server misbehaving',
    type: 'network',
  },
  {
    from: 'docker',
    error: 'Error response from daemon: Get "https://ghcr.io/v2/": net/http: TLS handshake timeout',
    type: 'network',
  },
  {
    from: 'npm',
    error:
      'npm error code E401\nnpm error Incorrect or missing password.\nnpm error If you were trying to login, change your password, create an\nnpm error authentication token or enable two-factor authentication then',
    type: 'auth',
  },
  {
    from: 'npm',
    error:
      'npm ERR! code ECONNRESET\nnpm ERR! network aborted\nnpm ERR! network This is a problem related to network connectivity.',
    type: 'network',
  },
  {
    from: 'npm',
    error: 'npm error code E429\nnpm error 429 Too Many Requests - GET https://registry.npmjs.org/left-pad',
    type: 'rate_limit',
  },
  {
    from: 'npm',
    error:
      'npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/@acme%2fapp - Not found',
    type: 'unknown',
  },
  {
    from: 'npm',
    error:
      'npm error code SELF_SIGNED_CERT_IN_CHAIN\nnpm error errno SELF_SIGNED_CERT_IN_CHAIN\nnpm error request to https://registry.npmjs.org/left-pad failed, reason: self-signed certificate in certificate chain',
    type: 'network',
    retryable: false,
  },
  {
    from: 'git',
    error: "fatal: unable to access 'https://github.com/acme/app.git/': Could not resolve host: github.com",
    type: 'network',
  },
  {
    from: 'git',
    error:
      "remote: Invalid username or token. Password authentication is not supported for Git operations.\nfatal: Authentication failed for 'https://github.com/acme/app.git/'",
    type: 'auth',
  },
  {
    from: 'git',
    error:
      "fatal: unable to access 'https://gitlab.com/acme/app.git/': The requested URL returned error: 429",
    type: 'rate_limit',
  },
  {
    from: 'git',
    error: 'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.',
    type: 'auth',
  },
  {
    from: 'git',
    error:
      'error: RPC failed; curl 92 HTTP/2 stream 0 was not closed cleanly: INTERNAL_ERROR (err 2)\nfatal: the remote end hung up unexpectedly',
    type: 'network',
  },
  {
    from: 'git',
    error: 'fatal: not a git repository (or any of the parent directories): .git',
    type: 'unknown',
  },
  { from: 'ssh', error: 'ssh: connect to host example.com port 22: Connection timed out', type: 'network' },
  { from: 'ssh', error: 'Host key verification failed.', type: 'network', retryable: false },
  {
    from: 'curl',
    error: 'curl: (7) Failed to connect to localhost port 8080 after 0 ms: Could not connect to server',
    type: 'network',
  },
  {
    from: 'curl',
    error: 'curl: (60) SSL certificate problem: certificate has expired',
    type: 'network',
    retryable: false,
  },
  { from: 'kubectl', error: 'error: You must be logged in to the server (Unauthorized)', type: 'auth' },
  {
    from: 'kubectl',
    error:
      'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
    type: 'network',
  },
  {
    from: 'terraform',
    error: 'Error: error configuring S3 Backend: no valid credential sources for S3 Backend found.',
    type: 'auth',
  },
  {
    from: 'pip',
    error:
      "WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPSConnectionPool(host='pypi.org', port=443): Read timed out. (read timeout=15)\")': /simple/left-pad/",
    type: 'network',
  },
  // Databases.
  {
    from: 'postgres',
    error: {
      name: 'error',
      code: '28P01',
      message: 'password authentication failed for user "app"',
      severity: 'FATAL',
    },
    type: 'auth',
  },
  {
    from: 'postgres',
    error: { code: '53300', message: 'sorry, too many clients already', severity: 'FATAL' },
    type: 'overloaded',
  },
  {
    from: 'postgres',
    error: { code: '57P03', message: 'the database system is starting up', severity: 'FATAL' },
    type: 'overloaded',
  },
  {
    from: 'postgres',
    error: { code: '42P01', message: 'relation "quota" does not exist', severity: 'ERROR' },
    type: 'unknown',
  },
  { from: 'postgres', error: { message: 'Connection terminated unexpectedly' }, type: 'network' },
  {
    from: 'mysql',
    error: {
      code: 'ER_ACCESS_DENIED_ERROR',
      errno: 1045,
      sqlState: '28000',
      message: "Access denied for user 'app'@'localhost' (using password: YES)",
    },
    type: 'auth',
  },
  {
    from: 'mysql',
    error: { code: 'ER_CON_COUNT_ERROR', errno: 1040, message: 'Too many connections' },
    type: 'overloaded',
  },
  {
    from: 'mysql',
    error: {
      code: 'PROTOCOL_CONNECTION_LOST',
      fatal: true,
      message: 'Connection lost: The server closed the connection.',
    },
    type: 'network',
  },
  { from: 'redis', error: { name: 'ReplyError', message: 'NOAUTH Authentication required.' }, type: 'auth' },
  {
    from: 'redis',
    error: { name: 'ReplyError', message: 'LOADING Redis is loading the dataset in memory' },
    type: 'overloaded',
  },
  {
    from: 'mongodb',
    error: {
      name: 'MongoServerError',
      code: 18,
      codeName: 'AuthenticationFailed',
      message: 'Authentication failed.',
    },
    type: 'auth',
  },
  {
    from: 'mongodb',
    error: {
      name: 'MongoServerSelectionError',
      message: 'connect ECONNREFUSED 127.0.0.1:27017',
      cause: { name: 'MongoNetworkError', message: 'connect ECONNREFUSED 127.0.0.1:27017' },
    },
    type: 'network',
  },
  {
    from: 'elasticsearch',
    error: {
      name: 'ResponseError',
      statusCode: 429,
      message:
        'circuit_breaking_exception: [parent] Data too large, data for [<http_request>] would be larger than the limit',
    },
    type: 'overloaded',
  },
  // Runtimes.
  {
    from: 'go',
    error: 'Post "https://api.example.com/v1/chat": dial tcp 203.0.113.7:443: i/o timeout',
    type: 'network',
  },
  {
    from: 'go',
    error: 'Get "https://api.example.com": x509: certificate signed by unknown authority',
    type: 'network',
    retryable: false,
  },
  { from: 'go', error: 'Post "https://api.example.com/v1": context canceled', type: 'unknown' },
  {
    from: 'go',
    error:
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused"',
    type: 'network',
  },
  {
    from: 'go',
    error: 'rpc error: code = PermissionDenied desc = caller does not have permission',
    type: 'auth',
  },
  {
    from: 'rust',
    error:
      'reqwest::Error { kind: Request, url: "https://api.example.com/v1", source: hyper_util::client::legacy::Error(Connect, ConnectError("dns error", Custom { kind: Uncategorized, error: "failed to lookup address information: Name or service not known" })) }',
    type: 'network',
  },
  {
    from: 'rust',
    error:
      'error decoding response body: error reading a body from connection: unexpected EOF during chunk size line',
    type: 'network',
  },
  {
    from: 'python',
    error:
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1007)')))",
    type: 'network',
    retryable: false,
  },
  { from: 'python', error: 'httpx.ReadTimeout: The read operation timed out', type: 'network' },
  {
    from: 'python',
    error:
      'httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete chunked read)',
    type: 'network',
  },
  { from: 'python', error: "KeyError: 'choices'", type: 'unknown' },
  { from: 'safari', error: { name: 'TypeError', message: 'Load failed' }, type: 'network' },
  {
    from: 'firefox',
    error: { name: 'TypeError', message: 'NetworkError when attempting to fetch resource.' },
    type: 'network',
  },
  {
    from: 'node',
    error: { name: 'TypeError', message: "Cannot read properties of undefined (reading 'status')" },
    type: 'unknown',
  },
  {
    from: 'node',
    error: {
      name: 'Error',
      code: 'ERR_HTTP2_STREAM_ERROR',
      message: 'Stream closed with error code NGHTTP2_REFUSED_STREAM',
    },
    type: 'network',
  },
  {
    from: 'node',
    error: { name: 'Error', code: 'HPE_HEADER_OVERFLOW', message: 'Parse Error: Header overflow' },
    type: 'unknown',
  },
  {
    from: 'got',
    error: {
      name: 'TimeoutError',
      code: 'ETIMEDOUT',
      event: 'request',
      message: "Timeout awaiting 'request' for 30000ms",
    },
    type: 'network',
  },
  { from: 'ws', error: { message: 'Unexpected server response: 502' }, type: 'overloaded' },
  { from: 'mcp', error: { code: -32001, message: 'MCP error -32001: Request timed out' }, type: 'network' },
  { from: 'mcp', error: { code: -32000, message: 'MCP error -32000: Connection closed' }, type: 'network' },
  {
    from: 'mcp',
    error: {
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32602, message: 'Invalid arguments for tool search: Required at query' },
    },
    type: 'unknown',
  },
  {
    from: 'mcp',
    error: { jsonrpc: '2.0', id: 1, error: { code: -32601, message: 'Method not found' } },
    type: 'unknown',
  },
  { from: 'cloudflare', error: 'error code: 1015', type: 'rate_limit' },
  {
    from: 'cloudflare',
    error:
      '<!DOCTYPE html><html><head><title>api.example.com | 522: Connection timed out</title></head><body><h1>Connection timed out</h1><span>Error code 522</span></body></html>',
    type: 'overloaded',
  },
  {
    from: 'envoy',
    error: {
      status: 503,
      body: 'upstream connect error or disconnect/reset before headers. reset reason: connection failure',
    },
    type: 'overloaded',
  },
  // Text that is no error.
  {
    from: 'agent',
    error:
      'diff --git a/src/http.ts b/src/http.ts\n@@ -1,3 +1,4 @@\n-  if (status === 429) throw new RateLimitError();\n+  if (status === 429) return retry();',
    type: 'unknown',
  },
  { from: 'agent', error: 'src/http.ts:42:  throw new Error("429 Too Many Requests");', type: 'unknown' },
  { from: 'agent', error: 'fix(client): back off on 429 and 529 responses', type: 'unknown' },
  {
    from: 'agent',
    error: 'What does "insufficient_quota" mean when the OpenAI API answers 429?',
    type: 'unknown',
  },
  {
    from: 'agent',
    error: { role: 'user', content: 'I keep getting 401 Unauthorized, why?' },
    type: 'unknown',
  },
  { from: 'agent', error: '✓ retries on ECONNRESET (12 ms)', type: 'unknown' },
  { from: 'agent', error: '$ curl -i https://api.example.com # 503 Service Unavailable', type: 'unknown' },
  { from: 'agent', error: 'Command timed out after 120s: npm test', type: 'unknown' },
];
