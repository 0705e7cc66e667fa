// The words of meanings that only prose needs, in the form of the others.

/** An allowance is used up, perhaps that of a month. */
export const USAGE =
  /(?<!check |possible )quota|exhausted your|used (?:up|all)|(?:hit|reach|usage|session|plan|ly|hour|day).{0,28}limit|(?:run|ran|are) out of|free.tier/;

/** Said of an allowance that is used up, not of one that is described. */
export const OVER = /exc|exh|reach|hit|out of|used|remain|reset|upgrade|over /;

/** What status 429 is called. */
export const MANY =
  /too.m(?:any|uch).(?:req|tok|att|fail)|resource.{0,10}exhausted|(?<!(?:token|size|time|ory).)limit.{0,5}(?:reach|exceed|hit)|exceeded (?:the|your) .{0,30}(?:limit| per )/;

/** The service is full or not ready; "your capacity" is an allowance. */
export const CAPACITY =
  /overload|(?:high|heavy) (?:demand|load|traffic)|(?<!your |array )capacity.{0,14}(?:exc|exh|reach)|(?:no|at|out of|enough|insufficient)(?: \w+)? capacity|enough resources|\bbusy|not.ready|^slow.down$|too.many.(?:cli|conn)|(?:is|ly|still) (?:loading|starting)|\bno \w.{0,24} available|繁忙/;

/** A credential is missing, wrong or not enough. */
export const AUTH =
  /auth(?!ors?\b)|\bapi.?key|credential|scope|token.refresh|(?:log|sign).?in\b|(?:invalid|expired|missing|incorrect).{0,14}(?:token\b|key|grant|session|passw)|(?:session|jwt|(?<!unexpected )token)\b.{0,40}(?:expired|invalid|incorrect|revoked)|country|region|(?:your|user) location|(?:disabl|suspend|deactivat|restrict)ed/;

/** The request itself is wrong, or its content unwelcome. */
export const REQUEST =
  /context.[lw]|json at|overflow|not.found|no module|validation|unknown.scheme|bad port|redirect count|(?:read|sett)ing '/;

/** This machine fails, or what runs on it. */
export const MACHINE = /runner|(?:out of|system) memory|load.{0,9}model|(?:command|hook)\b.{0,20} time/;
