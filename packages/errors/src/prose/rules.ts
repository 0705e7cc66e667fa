import type { Meanings } from '../profile.js';
import { tier, type Row, type Rule } from '../rule.js';
import { answered, ATTENDED, named, UNTRUSTED } from '../rules.js';
import { find } from '../signals.js';
import { LOCAL, MONEY, RATE, TRUST } from '../vocabulary.js';
import { limit, limitSaid, oversize, within } from './limit.js';
import { quoted } from './quotation.js';
import { AUTH, CAPACITY, MACHINE, REQUEST, USAGE } from './vocabulary.js';

const PROSE: Meanings = [
  [TRUST, UNTRUSTED],
  [LOCAL, 'unknown'],
  [MACHINE, 'unknown'],
  [CAPACITY, 'overloaded'],
  [AUTH, 'auth'],
  [REQUEST, 'unknown'],
  [/permission|forbidden|denied|not allowed/, 'auth'],
  [/bad gateway|gateway.time|internal.server|server had an|error occurred while proc/, 'overloaded'],
  [
    /socket|fetch failed|load failed|network ?(?:err|is)|connect\w{0,9}.(?:fail|err|refu|reset|clos|abort|lost|tim|term|to .{0,60}(?:fail|refu))|(?:to|not|'t) (?:connect|reach|fetch)|resolv(?:e|ing) (?:host|')|name (?:or serv|resol)|no such host|dns|dial tcp|(?<!wait.)timed?.?out|deadline|premature|^terminated$|\beof\b|hung up|offline|unknown.?host|disconnected|incomplete chunked/,
    'network',
  ],
  [/(?:request|operation|call|user|stream)\b.{0,12}abort|interrupted by/, 'unknown'],
  [/^internal$|unavailable|maintenance|try again later/, 'overloaded'],
];

/** What prose adds: which allowance is used up, and what a message means where nothing else decides. */
export const proseRules: readonly Rule[] = [
  ...tier(
    900,
    ['quotation', quoted, 'unknown'],
    ['oversize', limit(oversize), 'unknown'],
    [
      'nothing',
      limitSaid(/\b(?:limit|quotavalue)["']?:? ?["']?0\b(?!\.)/),
      { type: 'quota', retryable: false },
    ],
  ),
  ...tier(
    700,
    ['capacity', named(CAPACITY), 'overloaded'],
    ['window', within('long'), 'quota'],
    ['window', within('short'), 'rate_limit'],
  ),
  ...tier(
    600,
    ['usage', named(USAGE), 'quota'],
    [
      'auth',
      answered(
        /400/,
        /\bapi.?key|auth(?!or)|expired|country|region|location|(?:disabl|suspend|deactivat|restrict)ed/,
      ),
      'auth',
    ],
    [
      'usage',
      limit((s) => s.delay !== null && s.delay.value <= ATTENDED && find(s.texts, /quota/)),
      'rate_limit',
    ],
    ['money', limitSaid(MONEY), 'quota'],
    ['capacity', limitSaid(CAPACITY), 'overloaded'],
    ['rate', limitSaid(RATE), 'rate_limit'],
    ['usage', limitSaid(USAGE), 'quota'],
    ['rate', limit(() => true), 'rate_limit'],
    ['auth', named(AUTH), 'auth'],
    ['content', answered(/403/, /content.policy|moderation/), 'unknown'],
    ['request', (s) => s.status?.value !== 403 && find(s.names, REQUEST), 'unknown'],
    ['status', answered(/408/, /process|inference/), 'overloaded'],
    ['status', answered(/500/, MACHINE), 'unknown'],
  ),
  ...tier(
    300,
    ...PROSE.map(([words, then]): Row => [
      'prose',
      (s) => find(s.texts, words) ?? find(s.names, words),
      then,
    ]),
  ),
  ...tier(
    100,
    ['class', (s) => find(s.classes, RATE), 'rate_limit'],
    ['class', (s) => find(s.classes, AUTH), 'auth'],
    ['delay', (s) => s.status === null && s.delay !== null && s.delay.path, 'rate_limit'],
  ),
];
