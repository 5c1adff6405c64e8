/**
 * Whether an `@` comes later than it may in a URL. Then there is most likely a `/`, `?` or `#` in the password that should
 * have been written as `%2F`: what comes after it is read as something else, and must be shown to nobody.
 */
export const hasCutPassword = (url: string): boolean => /^[^/]*\/\/[^/?#]*[/?#].*@/s.test(url);

export const cutPassword =
  "an @ comes after a /, ? or #: in a user, a password or a value they are %40, %2F, %3F and %23";
