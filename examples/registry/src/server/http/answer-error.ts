import type { ErrorHandler } from "hono";
import type { RefusalAnswer } from "../../contract/answers.ts";
import { Refusal, refusals } from "../../contract/refusals.ts";
import { report } from "../report.ts";

/** Answers what a route threw: a refusal with its code, an accident with none of its details. */
export const answerError: ErrorHandler = (error, context) => {
  if (!(error instanceof Refusal)) report(error);
  const { code, message } = error instanceof Refusal ? error : new Refusal("internal_error");
  return context.json<RefusalAnswer>({ error: { code, message } }, refusals[code][0]);
};
