import { expect, test } from "vitest";
import { commonErrors } from "./action.ts";
import { actions } from "./actions.ts";
import { errorCodes } from "./error-codes.ts";
import { userServerActions } from "./user-server.ts";

test("every code has one sentence, and every sentence is that of a code some action answers", () => {
  const answered = Object.values({ ...actions, ...userServerActions }).flatMap(({ errors }) => [...errors]);
  expect(new Set(Object.keys(errorCodes))).toEqual(new Set([...answered, ...commonErrors]));
  for (const sentence of Object.values(errorCodes)) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
