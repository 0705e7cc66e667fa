/** The allowance is that of a day or more. */
export const LONG =
  /(?:per|\/|\ba|\bthe|this|for)[ _-]?(?:to)?(?:day|week|month)|(?:dai|week|month)ly.{0,24}(?:limit|quota|cap|allo|req)|\b[rt]pd\b|\d[ -]?(?:hour|day|week).{0,12}(?:limit|window|usage|period)/;
/** The allowance is that of up to an hour. */
export const SHORT = /(?:per|\/)[ _-]?\d* ?(?:s\b|sec|min|hour)|\b[rt]pm\b|concurren/;
