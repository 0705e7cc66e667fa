// The words of meanings that only prose needs, in the form of the others.

/** An allowance is used up, perhaps that of a month. */
export const USAGE =
  /(?<!check |possible )quota|exhausted your|used up|(?:hit|reach|exceed|usage|session|plan|ly|hour|day).{0,28}(?<!retry |request )limit|limit.{0,5}(?:reach|exceed|hit)|(?:run|ran|are) out of|free.tier/;

/** Said of an allowance that is used up, not of one that is described. */
export const OVER = /exc|exh|reach|hit|out of|used|remain|reset|upgrade/;

/** What status 429 is called. */
export const MANY = /too.many.(?:req|tok|att|fail)|resource.(?:has.been.)?exhausted/;

/** The service is full or not ready; "your capacity" is an allowance. */
export const CAPACITY =
  /overload|high (?:demand|load|traffic)|(?<!your |array |buffer )capacity.{0,14}(?:exc|exh|reach)|(?:at|maximum) capacity|\bbusy|not.ready|^slow.down$|too.many.(?:cli|conn)|(?:is|currently|still) (?:loading|starting)|no \w+ available|繁忙/;

/** A credential is missing, wrong or not enough. */
export const AUTH =
  /auth(?!ors?\b)|\bapi.?key|credential|scope|unrecog|(?:log|sign).?in\b|(?:invalid|expired|missing|incorrect).{0,14}(?:token|key|grant|session|passw)|(?:session|jwt|token)\b.{0,16} (?:expired|invalid)|country|region|(?:disabl|suspend|deactivat|restrict)ed/;

/** The request itself is wrong, or its content unwelcome. */
export const REQUEST =
  /context.(?:len|win|lim)|json at|valid json|overflow|too.(?:large|long)|not.found|not.exist|validation|(?:not.|un)support|unknown.scheme|bad port|redirect count|(?:read|sett)ing '/;

/** This machine fails, or what runs on it. */
export const MACHINE =
  /runner|(?:out of|system) memory|load.{0,9}model|(?:command|test|hook|build)\b.{0,20} time.?.?out/;
