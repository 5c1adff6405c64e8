/** Counters stay below this: 2³¹ − 1 is followed by 0. */
export const counterModulus = 2 ** 31;
