import * as z from "zod/mini";
import { userState } from "./user-state.ts";

/** What binds a record to its user. */
export const bond = z.object({
  userId: z.string(),
  /** The user as they were when the record was made. */
  seen: userState,
});
export type Bond = z.output<typeof bond>;
