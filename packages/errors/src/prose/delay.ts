import { durationOf, waitOf } from '../wait.js';

const DAY = 86_400_000;

/** Words that a wait follows, with no digit and no end of a sentence between. */
const CUE = /\b(retrying|again|retry|wait|resets?|available)\b[^.\d]{0,30}(?=\d)/g;
/** Units of languages in which the cue follows. */
const FOREIGN = /\d{1,9} ?(?:[秒초分小時]|se[kg]|secondes)/;
/** The client's own plan, which says nothing about the server. */
const ATTEMPT = /attempt|\d\/\d/;
const MOMENT =
  /(?:\||reset|again|after|until|\bon\b).{0,20}?(?:(\d{10}(?:\d{3})?\b)|(\d{4}-\d\d-\d\d)(?: at|t)? ?([\d:.]+) ?(?:utc|gmt|z))/;
/** A time of the day, perhaps with a date; without its zone it says nothing. */
const CLOCK =
  /\bresets?(?: at)? (?:([a-z]{3} \d+),? )?(\d+)(?::(\d\d))? ?([ap]m)? ?\(?(utc|gmt|[a-z]+\/[a-z_]+)/;

/** The delay in milliseconds that prose states, such as "try again in 6m3.2s"; null where it states none. */
export function delayInProse(text: string, now: number | null): number | null {
  for (const { 0: cue, 1: word, index } of text.matchAll(CUE)) {
    const planned = word === 'retrying' && ATTEMPT.test(text.slice(Math.max(0, index - 40), index + 60));
    const wait = durationOf(text.slice(index + cue.length));
    if (wait !== null && !planned) return wait;
  }
  const foreign = text.search(FOREIGN);
  if (foreign >= 0) return durationOf(text.slice(foreign));
  const [, moment, day, time] = MOMENT.exec(text) ?? [];
  return (
    waitOf((moment ?? `${day}T${time}Z`).toUpperCase(), 1000, now ?? Date.now()) ??
    (now === null ? null : clockTime(text, now))
  );
}

/** The wait until a time such as "resets 3pm (America/New_York)" or "resets Jul 31, 2am (UTC)". */
function clockTime(text: string, now: number): number | null {
  const [, date, hour, minute = '00', half = '', timeZone] = CLOCK.exec(text) ?? [];
  if (timeZone === undefined) return null;
  try {
    // What the clock there shows, as if it were UTC.
    const there = `${new Date(now).toLocaleString('en-US', { timeZone, hourCycle: 'h23' })} UTC`;
    const today = new Date(there).toUTCString();
    const day = date === undefined ? today.slice(5, 16) : `${date} ${today.slice(12, 16)}`;
    const wait = Date.parse(`${day} ${hour}:${minute} ${half} UTC`) - Date.parse(there);
    if (wait < 0) return date === undefined ? wait + DAY : 0;
    return wait >= 0 ? wait : null;
  } catch {
    return null;
  }
}
