/** Reads what an SDK had in its hands when it made an error: the answer's status and headers. */
export interface HttpError {
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Kind to the alternatives: finds both wherever a common client puts them. */
export function httpError(error: Error): HttpError {
  const fields = error as unknown as Fields;
  const response = objectOf(fields['response']);
  const metadata = objectOf(fields['$metadata']);
  const statuses = [
    ...['status', 'statusCode', 'status_code'].flatMap((key) => [fields[key], response[key]]),
    metadata['httpStatusCode'],
  ];
  const headers = [fields['headers'], fields['responseHeaders'], response['headers']].map(objectOf);
  return {
    status: statuses.find((status) => typeof status === 'number') ?? null,
    headers: Object.fromEntries(
      headers.flatMap(Object.entries).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
  };
}

/** The code of the error or of the nearest cause that has one. */
export function errorCode(error: unknown): string | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return null;
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
