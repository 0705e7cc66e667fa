// The words of each meaning, looked for in named reasons (`rate limit exceeded`) and in texts.
// A dot stands for the space, hyphen or underscore that writers put there.

/** Someone has to pay. */
export const MONEY =
  /insufficient.[fq]|allocation.q|credit(?!.card)|billing|payment|\bspend|budget.{0,12}exceed|arrear|overdue|recharge|purchas\w+ |\bbalance\b|余额|欠费/;

/** Requests came too fast. */
export const RATE =
  /rate.?(?:limit(?!er\b)|exceed)|throttl|throughput.exc|too (?:freq|fast)|(?<!util.)concurren|频|请求过/;

/** The caller gave up. */
export const ABORT = /\babort|cancel/;

/** The path to the service is broken. */
export const SYSTEM =
  /\be(?:conn|timedout|pipe|notfound|ai.again|host|netun|socket)|err.(?:network|http2|socket|internet|name|conn|timed|body|headers.t)/;

/** The other side cannot be trusted. */
export const TRUST = /cert(?!ai)|handshake.fail|(?:wrong|protocol).version|trust rel|host key/;

/** This machine is at fault. */
export const LOCAL = /^(?:e(?:noent|acces|perm|mfile|nospc|nomem)|err.(?:inv|unsup).*)$/;
