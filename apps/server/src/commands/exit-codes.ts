/** What a command ends with. */
export const exitCodes = {
  ok: 0,
  /** What it looks for is there: who has an account can be told. */
  distinguishable: 1,
  /** It cannot run before somebody mends something; what, was said. */
  mustBeMended: 2,
  /** What it needs is not there. To run it again later may be all it takes. */
  comeBack: 3,
} as const;
