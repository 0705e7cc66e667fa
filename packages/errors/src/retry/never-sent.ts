/** No connection came about: it was refused, the host is unknown, or the handshake was not answered. */
const UNCONNECTED = /^(E?CONN(ECTION)?REFUSED|ENOTFOUND|EAI_AGAIN|\w+_CONNECT(ION)?_TIMEOUT)$/i;

/**
 * Whether the server certainly did not act on the request. Anything unclear is a no, such as a reset or a 503; so is an
 * error that gathers several attempts, unless all of them failed to connect.
 *
 * @param refused Whether what wraps this error already says so.
 */
export function neverSent(error: unknown, refused: boolean, depth = 0): boolean {
  try {
    const { errors, code, cause } = Object(error) as { errors?: unknown[]; code?: unknown; cause?: unknown };
    if (depth > 9) return false;
    if (errors?.length) return errors.every((each) => neverSent(each, false, depth + 1));
    const certain = refused || UNCONNECTED.test(String(code));
    return cause === undefined ? certain : neverSent(cause, certain, depth + 1);
  } catch {
    // A getter or a Proxy throws, or `errors` is no array.
    return false;
  }
}
