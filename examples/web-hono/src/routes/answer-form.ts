import type { Refusal, Success } from "@tiauth/client";
import type { Context } from "hono";
import type { JSX } from "hono/jsx/jsx-runtime";
import { type Problem, problemOf } from "../forms/refusals.ts";
import type { NoticeName } from "../pages/notices.ts";
import { seeOther } from "./see-other.ts";

interface FormAnswer {
  /** Where it goes on, and what that page says. */
  readonly next: string;
  readonly notice?: NoticeName | undefined;
  /** The page with the form, as it says what was wrong. */
  readonly again: (problem: Problem) => JSX.Element;
  readonly title: string;
}

/** Answers a form that was posted: what succeeded goes on, what was refused shows the form again. */
export function answerForm(context: Context, result: Success | Refusal<string>, answer: FormAnswer) {
  if (result.ok) return seeOther(context, answer.next, answer.notice);
  context.status(422);
  return context.render(answer.again(problemOf(result.errorCode)), { title: answer.title });
}
