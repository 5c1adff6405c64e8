/** What a command ends with. */
export const exitCodes = {
  ok: 0,
  /** It cannot run before somebody mends something; what, was said. */
  mustBeMended: 2,
} as const;
