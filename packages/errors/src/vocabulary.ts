// The words of each meaning, looked for in named reasons (`rate limit exceeded`) and in texts.
// A dot stands for the space, hyphen or underscore that writers put there.

/** Someone has to pay. */
export const MONEY =
  /(?:insufficient|allocation).[fq]|credit(?!.card)|billing|payment|\bspend|budget.{0,12}exceed|arrear|overdue|recharge|\bbalance\b|余额|欠费/;

/** Requests came too fast. */
export const RATE =
  /rate.?limit|throttl|(?:request|query|qps)s?.limit|throughput.exc|too (?:freq|fast)|concurren|频|请求过|多すぎ/;

/** The caller gave up. */
export const ABORT = /\babort(?:ed)?(?: err\w*)?$|cancell?ed/;

/** The path to the service is broken. */
export const SYSTEM =
  /\be(?:conn|timedout|pipe|notfound|ai.again|host|netun|socket)|und.err.(?!inv|abo|\w+.over)|err.(?:network|stream.prem|http2|socket|internet|name|conn|timed)|bad.record/;

/** The other side cannot be trusted. */
export const TRUST =
  /cert(?!ai)|self.signed|unable.to.verify|(?:ssl|tls)\w{0,9}.(?:err|alert|rout|hand)(?!.*(?:bad.record|time))|wrong.version|host key/;

/** This machine is at fault. */
export const LOCAL = /^(?:e(?:noent|acces|perm|mfile|nospc|nomem)|err.(?:inv|unsup).*)$/;
