/** A third list of the same kind. It only measures: no rule was changed for one of its entries. */
import type { LabelledError } from './other-providers.js';

export const UNSEEN_PROVIDERS: readonly LabelledError[] = [
  {
    from: 'ai21',
    error: { status: 429, detail: 'Too many requests. Your plan allows 200 requests per minute.' },
    type: 'rate_limit',
  },
  {
    from: 'ai21',
    error: { status: 403, detail: 'You have exceeded your monthly free quota. Please add a payment method.' },
    type: 'quota',
  },
  {
    from: 'lepton',
    error: {
      status: 429,
      error: { message: 'Workspace request rate of 10 RPM exceeded, retry in 8s', type: 'rate_limit' },
    },
    type: 'rate_limit',
    wait: 8000,
  },
  {
    from: 'baseten',
    error: { status: 503, error: 'Model is not ready: replicas are scaling up' },
    type: 'overloaded',
  },
  {
    from: 'modal',
    error:
      'modal.exception.AuthError: Token missing. Could not authenticate client. If you have token credentials, see modal token set.',
    type: 'auth',
  },
  { from: 'runpod', error: { status: 401, error: 'Unauthorized' }, type: 'auth' },
  { from: 'predibase', error: { status: 404, error: 'deployment llama-4 not found' }, type: 'unknown' },
  {
    from: 'writer',
    error: {
      status: 400,
      errors: [{ description: 'Insufficient credits for organization', key: 'fail.org.credits' }],
    },
    type: 'quota',
  },
  { from: 'reka', error: { status: 500, detail: 'Internal Server Error' }, type: 'overloaded' },
  {
    from: 'upstage',
    error: {
      status: 403,
      error: {
        message: 'Your account has no available credit. Please register a payment method.',
        type: 'invalid_request_error',
      },
    },
    type: 'quota',
  },
  {
    from: 'inception',
    error: {
      status: 429,
      error: { message: 'You have run out of free tokens for today.', type: 'rate_limit_error' },
    },
    type: 'quota',
  },
  {
    from: 'friendli',
    error: {
      status: 422,
      detail: [{ loc: ['body', 'messages'], msg: 'field required', type: 'value_error.missing' }],
    },
    type: 'unknown',
  },
  {
    from: 'stepfun',
    error: {
      status: 402,
      error: { message: 'Your account balance is insufficient', type: 'quota_exceeded' },
    },
    type: 'quota',
  },
  {
    from: 'stepfun',
    error: {
      status: 451,
      error: { message: 'The content you provided was blocked', type: 'censorship_blocked' },
    },
    type: 'unknown',
  },
  {
    from: 'sarvam',
    error: { error: { code: 'insufficient_quota_error', message: 'No credits available' } },
    type: 'quota',
  },
  {
    from: 'langchain',
    error:
      'Error: 429 Rate limit reached for requests\n\nTroubleshooting URL: https://js.langchain.com/docs/troubleshooting/errors/MODEL_RATE_LIMIT/\n',
    type: 'rate_limit',
  },
  {
    from: 'langchain',
    error: {
      name: 'Error',
      message:
        '401 Incorrect API key provided.\n\nTroubleshooting URL: https://js.langchain.com/docs/troubleshooting/errors/MODEL_AUTHENTICATION/',
      lc_error_code: 'MODEL_AUTHENTICATION',
      status: 401,
    },
    type: 'auth',
  },
  {
    from: 'llamaindex',
    error:
      "Retrying llama_index.llms.openai.base.OpenAI._chat in 0.6 seconds as it raised RateLimitError: Error code: 429 - {'error': {'message': 'Rate limit reached for gpt-4o', 'code': 'rate_limit_exceeded'}}.",
    type: 'rate_limit',
  },
  {
    from: 'crewai',
    error:
      'ERROR:root:LiteLLM call failed: litellm.AuthenticationError: AuthenticationError: OpenAIException - The api_key client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable',
    type: 'auth',
  },
  {
    from: 'roo',
    error: "Requested token count exceeds the model's maximum context length of 131072 tokens.",
    type: 'unknown',
  },
  {
    from: 'continue',
    error: 'Error streaming diff: Error: HTTP 502 Bad Gateway from https://api.example.com/v1/chat',
    type: 'overloaded',
  },
  {
    from: 'zed',
    error: "You've reached your Zed Pro prompt limit. Upgrade or wait until your next billing cycle.",
    type: 'quota',
  },
  { from: 'kiro', error: 'Monthly request limit reached. Visit the usage page to upgrade.', type: 'quota' },
  { from: 'amp', error: 'Error: insufficient balance: add credits to continue', type: 'quota' },
  { from: 'qwen-code', error: '[API Error: 401 invalid access token or token expired]', type: 'auth' },
  {
    from: 'gemini-cli',
    error: '✕ [API Error: You have exhausted your daily quota on this model.]',
    type: 'quota',
  },
  {
    from: 'gemini-cli',
    error:
      'Attempt 2 failed with status 503. Retrying with backoff... ApiError: {"error":{"code":503,"message":"The service is currently unavailable.","status":"UNAVAILABLE"}}',
    type: 'overloaded',
  },
  {
    from: 'gemini-cli',
    error: {
      name: 'GaxiosError',
      message: 'request to https://oauth2.googleapis.com/token failed, reason: read ECONNRESET',
      code: 'ECONNRESET',
      config: { url: 'https://oauth2.googleapis.com/token', retryConfig: { retryDelay: 100 } },
    },
    type: 'network',
  },
  {
    from: 'claude-code',
    error:
      'API Error: 403 {"error":{"type":"forbidden","message":"Request not allowed"}} · Please run /login',
    type: 'auth',
  },
  { from: 'claude-code', error: 'Prompt is too long', type: 'unknown' },
  {
    from: 'claude-code',
    error:
      'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"messages.401.content: Input should be a valid list"}}',
    type: 'unknown',
  },
  {
    from: 'codex',
    error:
      'UnexpectedResponse { status: 503, body: "upstream connect error or disconnect/reset before headers" }',
    type: 'overloaded',
  },
  {
    from: 'codex',
    error: 'Error { kind: RateLimited, retry_after: Some(12s), message: "rate limit reached" }',
    type: 'rate_limit',
    wait: 12_000,
  },
  {
    from: 'openai-realtime',
    error: {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        code: 'session_expired',
        message: 'Your session hit the maximum duration of 30 minutes.',
      },
    },
    type: 'auth',
  },
  {
    from: 'openai',
    error: {
      status: 404,
      error: {
        message: 'The model `gpt-9` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        code: 'model_not_found',
      },
    },
    type: 'unknown',
  },
  {
    from: 'openai',
    error: {
      status: 403,
      error: {
        message: 'Project `proj_0` does not have access to model `o3`',
        type: 'invalid_request_error',
        code: 'model_not_found',
      },
    },
    type: 'auth',
  },
  {
    from: 'bedrock',
    error:
      'operation error Bedrock Runtime: InvokeModel, exceeded maximum number of attempts, 3, https response error StatusCode: 429, RequestID: 0, ThrottlingException: Too many requests, please wait before trying again.',
    type: 'rate_limit',
  },
  {
    from: 'bedrock',
    error: {
      name: 'ModelErrorException',
      message: 'The model returned an error',
      $metadata: { httpStatusCode: 424 },
    },
    type: 'unknown',
  },
  {
    from: 'bedrock',
    error: {
      name: 'ServiceQuotaExceededException',
      message: 'Your request exceeds the service quota for your account.',
      $metadata: { httpStatusCode: 400 },
    },
    type: 'quota',
  },
  {
    from: 's3',
    error: {
      Code: 'RequestTimeTooSkewed',
      name: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
      $metadata: { httpStatusCode: 403 },
    },
    type: 'auth',
  },
  {
    from: 's3',
    error: {
      name: 'NoSuchBucket',
      Code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      $metadata: { httpStatusCode: 404 },
    },
    type: 'unknown',
  },
  {
    from: 'ec2',
    error: {
      name: 'InsufficientInstanceCapacity',
      message:
        'We currently do not have sufficient p4d.24xlarge capacity in the Availability Zone you requested.',
      $metadata: { httpStatusCode: 500 },
    },
    type: 'overloaded',
  },
  {
    from: 'lambda',
    error: {
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      $metadata: { httpStatusCode: 429 },
      Reason: 'ConcurrentInvocationLimitExceeded',
    },
    type: 'rate_limit',
  },
  {
    from: 'gcs',
    error: {
      code: 429,
      message: 'The object acme/app exceeded the rate limit for object mutation operations.',
      errors: [{ reason: 'rateLimitExceeded' }],
    },
    type: 'rate_limit',
  },
  {
    from: 'bigquery',
    error: {
      code: 403,
      errors: [
        {
          reason: 'quotaExceeded',
          message: 'Quota exceeded: Your project exceeded quota for free query bytes scanned.',
        },
      ],
    },
    type: 'quota',
  },
  {
    from: 'firestore',
    error: { code: 8, details: 'Quota exceeded.', message: '8 RESOURCE_EXHAUSTED: Quota exceeded.' },
    type: 'quota',
  },
  {
    from: 'maps',
    error: { status: 'OVER_QUERY_LIMIT', error_message: 'You have exceeded your rate-limit for this API.' },
    type: 'rate_limit',
  },
  {
    from: 'maps',
    error: { status: 'REQUEST_DENIED', error_message: 'The provided API key is invalid.' },
    type: 'auth',
  },
  {
    from: 'azure',
    error: {
      error: {
        code: 'InvalidAuthenticationTokenTenant',
        message: 'The access token is from the wrong issuer.',
      },
      statusCode: 401,
    },
    type: 'auth',
  },
  {
    from: 'azure',
    error: {
      statusCode: 429,
      code: 'OperationNotAllowed',
      message:
        'The server rejected the request because too many requests have been received for this subscription.',
      response: { headers: { 'retry-after': '17' } },
    },
    type: 'rate_limit',
    wait: 17_000,
  },
  {
    from: 'cosmos',
    error: {
      code: 429,
      substatus: 3200,
      retryAfterInMs: 250,
      message: 'Request rate is large. More Request Units may be needed, so no changes were made.',
    },
    type: 'rate_limit',
    wait: 250,
  },
  {
    from: 'pinecone',
    error: {
      name: 'PineconeConnectionError',
      message: 'Request failed to reach Pinecone. This can occur for reasons such as network problems',
    },
    type: 'network',
  },
  { from: 'qdrant', error: { status: 403, statusText: 'Forbidden', data: 'forbidden' }, type: 'auth' },
  {
    from: 'weaviate',
    error:
      'WeaviateQueryError: Query call with protocol gRPC failed with message: /weaviate.v1.Weaviate/Search DEADLINE_EXCEEDED: Deadline Exceeded',
    type: 'network',
  },
  {
    from: 'clickhouse',
    error: {
      code: '202',
      type: 'TOO_MANY_SIMULTANEOUS_QUERIES',
      message: 'Too many simultaneous queries. Maximum: 100.',
    },
    type: 'overloaded',
  },
  {
    from: 'clickhouse',
    error: {
      code: '516',
      type: 'AUTHENTICATION_FAILED',
      message: 'default: Authentication failed: password is incorrect, or there is no user with such name.',
    },
    type: 'auth',
  },
  {
    from: 'neon',
    error: {
      message:
        'Your account or project has exceeded the compute time quota. Upgrade your plan to increase limits.',
      code: 'XX000',
    },
    type: 'quota',
  },
  {
    from: 'planetscale',
    error: { message: 'ECONNREFUSED', errno: -61, code: 'ECONNREFUSED' },
    type: 'network',
  },
  {
    from: 'redis',
    error: {
      name: 'MaxRetriesPerRequestError',
      message:
        'Reached the max retries per request limit (which is 20). Refer to "maxRetriesPerRequest" option for details.',
    },
    type: 'network',
  },
  {
    from: 'upstash',
    error: { message: 'ERR max daily request limit exceeded. Limit: 10000, Usage: 10000.' },
    type: 'quota',
  },
  {
    from: 'auth0',
    error: { error: 'access_denied', error_description: 'Unauthorized', statusCode: 401 },
    type: 'auth',
  },
  {
    from: 'okta',
    error: {
      errorCode: 'E0000047',
      errorSummary: 'API call exceeded rate limit due to too many requests.',
      status: 429,
    },
    type: 'rate_limit',
  },
  {
    from: 'stripe',
    error: {
      type: 'StripeCardError',
      code: 'card_declined',
      statusCode: 402,
      message: 'Your card was declined.',
    },
    type: 'quota',
  },
  {
    from: 'openweather',
    error: {
      cod: 429,
      message:
        'Your account is temporary blocked due to exceeding of requests limitation of your subscription type.',
    },
    type: 'quota',
  },
  {
    from: 'openweather',
    error: {
      cod: 401,
      message: 'Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.',
    },
    type: 'auth',
  },
  {
    from: 'newsapi',
    error: {
      status: 'error',
      code: 'rateLimited',
      message:
        'You have made too many requests recently. Developer accounts are limited to 100 requests over a 24 hour period.',
    },
    type: 'quota',
  },
  {
    from: 'alphavantage',
    error: {
      Information:
        'Our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans to instantly remove all daily rate limits.',
    },
    type: 'quota',
  },
  {
    from: 'etherscan',
    error: {
      status: '0',
      message: 'NOTOK',
      result: 'Max rate limit reached, please use API Key for higher rate limit',
    },
    type: 'rate_limit',
  },
  {
    from: 'infura',
    error: {
      jsonrpc: '2.0',
      error: { code: -32005, message: 'daily request count exceeded, request rate limited' },
    },
    type: 'quota',
  },
  {
    from: 'alchemy',
    error: {
      jsonrpc: '2.0',
      error: {
        code: 429,
        message:
          'Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ignore this message.',
      },
    },
    type: 'rate_limit',
  },
  { from: 'figma', error: { status: 403, err: 'Invalid token' }, type: 'auth' },
  {
    from: 'sentry',
    error: {
      status: 429,
      detail: 'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds',
    },
    type: 'rate_limit',
  },
  { from: 'pagerduty', error: { error: { code: 2020, message: 'Rate Limit Exceeded' } }, type: 'rate_limit' },
  {
    from: 'mcp',
    error: {
      code: -32603,
      message:
        'MCP error -32603: Streamable HTTP error: Error POSTing to endpoint (HTTP 401): {"error":"invalid_token","error_description":"Missing or invalid access token"}',
    },
    type: 'auth',
  },
  {
    from: 'mcp',
    error: { jsonrpc: '2.0', id: 4, error: { code: -32603, message: 'Internal error' } },
    type: 'unknown',
  },
  { from: 'mcp', error: 'MCP server "files" connection timed out after 30000ms', type: 'network' },
  {
    from: 'websocket',
    error: {
      type: 'close',
      code: 1006,
      reason: '',
      wasClean: false,
      message: 'WebSocket connection closed abnormally',
    },
    type: 'network',
  },
  { from: 'k8s', error: 'Unable to connect to the server: net/http: TLS handshake timeout', type: 'network' },
  {
    from: 'k8s',
    error:
      'Error from server (Forbidden): pods is forbidden: User "dev" cannot list resource "pods" in API group "" in the namespace "prod"',
    type: 'auth',
  },
  {
    from: 'helm',
    error: 'Error: INSTALLATION FAILED: cannot re-use a name that is still in use',
    type: 'unknown',
  },
  {
    from: 'gradle',
    error:
      "> Could not GET 'https://repo.maven.apache.org/maven2/a/b.pom'. Received status code 429 from server: Too Many Requests",
    type: 'rate_limit',
  },
  {
    from: 'maven',
    error:
      'Could not transfer artifact a:b:pom:1.0 from/to central (https://repo.maven.apache.org/maven2): status code: 401, reason phrase: Unauthorized (401)',
    type: 'auth',
  },
  {
    from: 'composer',
    error:
      'curl error 28 while downloading https://repo.packagist.org/packages.json: Operation timed out after 10000 milliseconds',
    type: 'network',
  },
  {
    from: 'rubygems',
    error:
      'Gem::RemoteFetcher::FetchError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (unable to get local issuer certificate)',
    type: 'network',
    retryable: false,
  },
  {
    from: 'dotnet',
    error: 'System.Net.Http.HttpRequestException: No such host is known. (api.example.com:443)',
    type: 'network',
  },
  {
    from: 'dotnet',
    error:
      'System.Threading.Tasks.TaskCanceledException: The request was canceled due to the configured HttpClient.Timeout of 100 seconds elapsing.',
    type: 'network',
  },
  {
    from: 'ruby',
    error:
      'Errno::ECONNREFUSED: Failed to open TCP connection to localhost:11434 (Connection refused - connect(2) for "localhost" port 11434)',
    type: 'network',
  },
  { from: 'elixir', error: '%Mint.TransportError{reason: :closed}', type: 'network' },
  {
    from: 'php',
    error:
      'cURL error 6: Could not resolve host: api.example.com (see https://curl.haxx.se/libcurl/c/libcurl-errors.html)',
    type: 'network',
  },
  { from: 'ssh', error: 'kex_exchange_identification: Connection closed by remote host', type: 'network' },
  { from: 'rsync', error: 'rsync error: some files/attrs were not transferred (code 23)', type: 'unknown' },
  { from: 'ffmpeg', error: 'av_interleaved_write_frame(): Broken pipe', type: 'network' },
  {
    from: 'german',
    error: { status: 429, message: 'Zu viele Anfragen. Bitte versuchen Sie es in 30 Sekunden erneut.' },
    type: 'rate_limit',
    wait: 30_000,
  },
  { from: 'chinese', error: { code: 429, msg: '请求频率超过限制，请稍后再试' }, type: 'rate_limit' },
  {
    from: 'chinese',
    error: { error: { message: '模型服务繁忙，请稍后重试', type: 'server_error' } },
    type: 'overloaded',
  },
  {
    from: 'browser',
    error: {
      name: 'NotAllowedError',
      message: 'The request is not allowed by the user agent or the platform in the current context.',
    },
    type: 'unknown',
  },
  {
    from: 'browser',
    error: {
      name: 'QuotaExceededError',
      code: 22,
      message: "Failed to execute 'setItem' on 'Storage': Setting the value of 'a' exceeded the quota.",
    },
    type: 'unknown',
  },
  {
    from: 'node',
    error: { name: 'Error', message: "Cannot find module './rate-limit.js'", code: 'MODULE_NOT_FOUND' },
    type: 'unknown',
  },
  { from: 'node', error: { name: 'SyntaxError', message: 'Unexpected end of JSON input' }, type: 'unknown' },
  {
    from: 'node',
    error: { name: 'Error', message: 'spawn git ENOENT', code: 'ENOENT', syscall: 'spawn git', path: 'git' },
    type: 'unknown',
  },
  {
    from: 'node',
    error: { name: 'TypeError', message: "Cannot set properties of null (setting 'timeout')" },
    type: 'unknown',
  },
  {
    from: 'zod',
    error: {
      name: 'ZodError',
      issues: [
        {
          code: 'too_big',
          maximum: 429,
          path: ['limit'],
          message: 'Number must be less than or equal to 429',
        },
      ],
    },
    type: 'unknown',
  },
  {
    from: 'eslint',
    error: '/app/src/http.ts\n  503:7  error  Unexpected console statement  no-console',
    type: 'unknown',
  },
  {
    from: 'typescript',
    error: "src/limits.ts(429,5): error TS2322: Type 'string' is not assignable to type 'number'.",
    type: 'unknown',
  },
  {
    from: 'agent',
    error: 'Looking at the logs, the upstream answered 503 three times, so the retry budget was exhausted.',
    type: 'unknown',
  },
  {
    from: 'agent',
    error: 'Rate limits are described in docs/limits.md: each key may send 60 requests per minute.',
    type: 'unknown',
  },
  {
    from: 'agent',
    error:
      '# Error handling\n\nA 401 means that the token has expired; a 429 means that you should slow down.',
    type: 'unknown',
  },
  {
    from: 'agent',
    error: {
      role: 'assistant',
      content: [{ type: 'text', text: 'The server returned 500 Internal Server Error.' }],
    },
    type: 'unknown',
  },
  { from: 'agent', error: 'No issues found. Checked 429 files in 4.01s.', type: 'unknown' },
  { from: 'agent', error: 'test("returns 401 when the token is invalid", async () => {', type: 'unknown' },
  {
    from: 'agent',
    error: 'Exit code 1\nTypeError: fetch failed\n    at main (/app/index.js:3:9)',
    type: 'unknown',
  },
  { from: 'agent', error: 'git commit -m "Handle ECONNRESET and 429"', type: 'unknown' },
];
