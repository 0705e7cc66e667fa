/** `userRateLimitExceeded`, `Throttling.RateQuota` and `RATE_LIMIT` as words. */
export function words(name: string): string {
  return name
    .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$2 ')
    .replace(/[^A-Za-z\d]+/g, ' ')
    .toLowerCase();
}
