/** A value that survives `JSON.stringify` unchanged. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Facts about a failure for logs and programs. Never a secret, never user content. */
export type ErrorDetails = Readonly<Record<string, JsonValue>>;

/** What an error carries beside its code and message. */
export interface KeelsonErrorOptions {
  /** The driver's or runtime's own error. */
  readonly cause?: unknown;
  /**
   * Whether the same call may succeed later without a change by the caller.
   *
   * @default false
   */
  readonly retryable?: boolean | undefined;
  /** @default {} */
  readonly details?: ErrorDetails | undefined;
}

/** The registered key under which every copy of this module stores the brands of an error. */
const BRANDS = Symbol.for('@keelson/error/brands');

/**
 * The base of every error that Keelson throws.
 *
 * `instanceof` compares brands, not prototypes, so it holds between the ESM and CommonJS builds,
 * between entry points and between two installed copies. A subclass takes part by declaring its own
 * static `brand`; one that does not is told apart by its prototype as usual.
 * There are no private members: they would make the copies incompatible types.
 */
export class KeelsonError<Code extends string = string> extends Error {
  static readonly brand: string = '@keelson/KeelsonError';

  /** Stable and made for `switch`: `PACKAGE_REASON`. */
  readonly code: Code;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** Facts about the failure, safe for JSON and for logs. */
  readonly details: ErrorDetails;

  constructor(code: Code, message: string, options: KeelsonErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
    Object.defineProperty(this, BRANDS, { value: brandsOf(new.target) });
  }

  /** The error without its stack and cause, which may name paths of the host. */
  toJSON(): { name: string; code: Code; message: string; retryable: boolean; details: ErrorDetails } {
    const { name, code, message, retryable, details } = this;
    return { name, code, message, retryable, details };
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!Object.hasOwn(this, 'brand')) return Function.prototype[Symbol.hasInstance].call(this, value);
    if (typeof value !== 'object' || value === null) return false;
    const brands = (value as Record<symbol, unknown>)[BRANDS];
    return Array.isArray(brands) && brands.includes(this.brand);
  }
}

/** The brands of a class and of the classes it extends, most derived first. */
function brandsOf(constructor: typeof KeelsonError): readonly string[] {
  const brands: string[] = [];
  for (
    let current: unknown = constructor;
    typeof current === 'function' && current !== Error && current !== Function.prototype;
    current = Object.getPrototypeOf(current)
  ) {
    if (Object.hasOwn(current, 'brand')) brands.push((current as typeof KeelsonError).brand);
  }
  return brands;
}
