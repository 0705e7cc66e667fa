import type { Classification, ErrorType } from './classification.js';
import { duration, ENGLISH, type Messages } from './messages.js';
import { profileRules, type Profile } from './profile.js';
import { readSignals } from './read-signals.js';
import type { Rule } from './rule.js';
import { ATTENDED, coreRules } from './rules.js';

/** A rule of your own. Without a priority it is asked before every built-in one. */
export type CustomRule = Omit<Rule, 'priority'> & { readonly priority?: number | undefined };

/** What `ErrorClassifier` can be given. */
export interface ErrorClassifierOptions {
  /** How providers word their errors. @default all of `@keelson/errors/profiles`; of the core, none */
  readonly profiles?: readonly Profile[] | undefined;
  /** Rules of your own, as `addRule` takes them. @default [] */
  readonly rules?: readonly CustomRule[] | undefined;
  /** Texts by language and key, in place of the built-in English ones or beside them. @default {} */
  readonly messages?: Readonly<Record<string, Messages>> | undefined;
  /** The language of messages, as a BCP 47 tag. @default 'en' */
  readonly locale?: string | undefined;
}

/** What one classification can be given. */
export interface ClassifyOptions {
  /**
   * When the error was seen, in epoch milliseconds. Dates in it are compared with that; a mere time of the day counts
   * only where this is given. @default Date.now()
   */
  readonly now?: number | undefined;
  /** Who answered, by the id of a profile, where the caller knows it. @default what the error shows */
  readonly provider?: string | undefined;
}

/**
 * Tells what an error means, whether to retry it and when.
 *
 * @example
 * const classifier = new ErrorClassifier();
 * const { type, retryable, retryAfterMs, message } = classifier.classify(error);
 */
export class ErrorClassifier {
  #rules: readonly Rule[];
  readonly #profiles: readonly Profile[];
  readonly #messages: Readonly<Record<string, Messages>>;
  readonly #locale: string;

  /** @throws RangeError for a locale that is no BCP 47 tag. */
  constructor({ profiles = [], rules = [], messages = {}, locale = 'en' }: ErrorClassifierOptions = {}) {
    // Sorted, so that the order in which they are given changes nothing.
    this.#profiles = [...profiles].sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#rules = [...coreRules, ...this.#profiles.flatMap(profileRules)].sort(byPriority);
    this.#messages = { ...messages, en: { ...ENGLISH, ...messages['en'] } };
    [this.#locale = 'en'] = Intl.getCanonicalLocales(locale);
    rules.forEach((rule) => this.addRule(rule));
  }

  /** Adds a rule, which is asked before the others of its priority. */
  addRule({ priority = 1000, ...rule }: CustomRule): void {
    this.#rules = [{ ...rule, priority }, ...this.#rules].sort(byPriority);
  }

  /** What the error means. Pure: the error is only read, and whatever it is, nothing is thrown. */
  classify(error: unknown, { now, provider }: ClassifyOptions = {}): Classification {
    const signals = readSignals(error, now, this.#profiles, provider);
    let path: string | boolean | null = null;
    const rule = this.#rules.find(({ when }) => {
      try {
        path = when(signals);
      } catch {
        // A rule that fails says nothing.
        path = null;
      }
      return path !== null && path !== false;
    });
    const { id, then = 'unknown', priority = 0 } = rule ?? {};
    const { type, retryable: retried = null } = typeof then === 'string' ? { type: then } : then;
    // What is only quoted happens to nobody.
    const delay = id === 'quotation' ? null : signals.delay;
    const waits = retried ?? (type === 'quota' ? delay !== null : !/auth|unknown/.test(type));
    const retryable = waits && (delay === null || delay.value <= ATTENDED);
    const retryAfterMs = delay && Math.round(delay.value);
    const [messageKey, message] = this.#text(type, retryable);
    return {
      type,
      retryable,
      retryAfterMs,
      message,
      messageKey,
      params: retryAfterMs === null ? {} : { retryAfterMs },
      provider: provider ?? signals.providers[0] ?? null,
      confidence: priority / 1000,
      evidence: [
        ...(id === undefined ? [] : [{ rule: id, path: typeof path === 'string' ? path : '' }]),
        ...(delay === null ? [] : [{ rule: 'delay', path: delay.path }]),
      ],
    };
  }

  /**
   * The sentence for people while a wait of `waitMs` runs before the next attempt, as a countdown where the catalogue
   * has one. Null says that there will be no further attempt, and the sentence mentions none.
   */
  messageFor({ type }: Pick<Classification, 'type'>, waitMs: number | null): string {
    return this.#text(type, waitMs !== null, waitMs)[1];
  }

  #text(
    type: ErrorType,
    retrying: boolean,
    waitMs: number | null = null,
  ): readonly [key: string, text: string] {
    for (const locale of [this.#locale, this.#locale.split('-')[0] ?? '', 'en']) {
      for (const key of retrying ? [`${type}.retrying`, type] : [type]) {
        const text = this.#messages[locale]?.[key];
        const wait = waitMs === null ? '{wait}' : duration(waitMs, locale);
        const filled = text?.replace('{wait}', wait);
        if (filled !== undefined && !filled.includes('{wait}')) return [key, filled];
      }
    }
    return [type, ''];
  }
}

function byPriority(a: Rule, b: Rule): number {
  return b.priority - a.priority;
}
