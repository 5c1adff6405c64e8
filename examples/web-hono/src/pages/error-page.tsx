import { Unanswered } from "@tiauth/web";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "../app-env.ts";
import { writeError } from "../write-error.ts";

/** What no form can be shown again for. */
const troubles = {
  403: { title: "Please start again", text: "What your browser sent is out of date, or was changed on its way." },
  404: { title: "There is nothing here", text: "The address may be mistyped, or old." },
  429: { title: "Too many requests", text: "Please wait a little before you try again." },
  500: { title: "Something broke", text: "It is not your fault. Please try again." },
  503: { title: "Please try again soon", text: "Signing in is not possible just now." },
} as const;

type TroubleStatus = keyof typeof troubles;

/** Answers what a route threw. */
export function answerError(error: Error, context: Context<AppEnv>): Response | Promise<Response> {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof Unanswered) return renderTrouble(context, statusOf(error));
  writeError(error);
  return renderTrouble(context, 500);
}

export const answerNotFound = (context: Context<AppEnv>) => renderTrouble(context, 404);

/** A cookie was not taken, there were too many requests, or the auth server was not reached. */
const statusOf = ({ status }: Unanswered): TroubleStatus => (status === 403 || status === 429 ? status : 503);

function renderTrouble(context: Context<AppEnv>, status: TroubleStatus) {
  const { title, text } = troubles[status];
  context.status(status);
  return context.render(
    <>
      <p>{text}</p>
      <p>
        <a href="/">Go to the start</a>
      </p>
    </>,
    { title },
  );
}
