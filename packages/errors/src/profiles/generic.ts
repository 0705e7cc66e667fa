import type { Grammar } from '../profile.js';
import { delayInProse } from '../prose/delay.js';
import { isLimited } from '../prose/limit.js';
import { proseRules } from '../prose/rules.js';
import { LONG, SHORT } from '../prose/window.js';

/** How programs, libraries and people of any provider word their errors. It holds for every error. */
export const generic: Grammar = {
  id: 'generic',
  // It recognises no provider.
  detect: /$^/,
  rules: proseRules,
  read: (signals) => {
    let { delay, window } = signals;
    for (const { value, path } of [...signals.texts, ...signals.names]) {
      const wait = delayInProse(value, signals.now);
      if (wait !== null) delay ??= { value: wait, path };
      if (SHORT.test(value)) window ??= { value: 'short', path };
      if (LONG.test(value)) window = { value: 'long', path };
    }
    // Whatever an allowance is called: one that takes an hour to renew is no matter of pace.
    const lasting =
      delay !== null && delay.value >= 3_600_000 ? ({ value: 'long', path: delay.path } as const) : null;
    // Where no status says otherwise, such a wait is for an allowance.
    const limited = (lasting && !signals.status) || isLimited(signals);
    return { delay, window: lasting ?? window, limited };
  },
};
