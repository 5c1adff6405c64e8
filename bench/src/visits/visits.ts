import { betterAuthVisits } from "./better-auth.ts";
import { tiauthVisits } from "./tiauth.ts";

/** Every visit by its name: the load process is told which. */
export const visits = { ...tiauthVisits, ...betterAuthVisits };
export type VisitName = keyof typeof visits;
