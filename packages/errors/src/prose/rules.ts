import type { Meanings } from '../profile.js';
import { tier, type Row, type Rule } from '../rule.js';
import { answered, ATTENDED, named, UNTRUSTED } from '../rules.js';
import { find } from '../signals.js';
import { MONEY, RATE, TRUST } from '../vocabulary.js';
import { limit, limitSaid, oversize, within } from './limit.js';
import { quoted } from './quotation.js';
import { AUTH, CAPACITY, MACHINE, REQUEST, USAGE } from './vocabulary.js';

const PROSE: Meanings = [
  [TRUST, UNTRUSTED],
  [MACHINE, 'unknown'],
  [CAPACITY, 'overloaded'],
  [
    /resolv(?:e|ing) (?:.{0,20}host|')|\bname (?:or|res)|(?:such|unknown).?host|host not found|dns/,
    'network',
  ],
  [AUTH, 'auth'],
  [REQUEST, 'unknown'],
  [/permission|forbidden|denied/, 'auth'],
  [/bad gateway|gateway.time|internal.server|while proc/, 'overloaded'],
  [
    /socket|fetch failed|load failed|transport.?err|broken pipe|refused(?! to)|network ?(?:err|is|req)|connect.{0,40}(?:fail|err|reset|clos|abort|lost|tim|term)|(?:to|not|'t) (?:connect|reach|fetch)|dial tcp|timed?.?out|deadline|premature|^terminated$|\beof\b|hung up|offline|end of stream|disconnected|peer clos/,
    'network',
  ],
  [/^internal$|unavailable|maintenance/, 'overloaded'],
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
    ['auth', answered(/400/, AUTH), 'auth'],
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
    ['status', answered(/408/, /process/), 'overloaded'],
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
