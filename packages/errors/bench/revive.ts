/** The error that a row was before it became JSON: alternatives look at classes and causes. */
export function revive(input: unknown): Error {
  const fields = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const text = typeof input === 'string' ? input : '';
  const error = fields['name'] === 'TypeError' ? new TypeError(text) : new Error(text);
  Object.assign(error, fields);
  if (typeof fields['cause'] === 'object' && fields['cause'] !== null) error.cause = revive(fields['cause']);
  return error;
}
