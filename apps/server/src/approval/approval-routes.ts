import type { IncomingMessage } from "node:http";
import type { HttpAnswer } from "../http/answer.ts";
import type { Receiver } from "../http/receive.ts";
import type { Routes } from "../http/routes.ts";
import type { Brand } from "../mail/layout.ts";
import { createApprovalCaller, type Invoke, NotNow } from "./approval-caller.ts";
import { decide } from "./decide.ts";
import { readForm } from "./form.ts";
import { type Content, createPage } from "./page.ts";
import { languageFor } from "./texts/languages.ts";
import { viewsIn } from "./views.ts";

export interface ApprovalPorts {
  readonly invoke: Invoke;
  readonly receive: Receiver;
  /** Whose page it is. */
  readonly brand: Brand;
  /** The language for everybody whose own is not there. */
  readonly locale: string;
}

/**
 * The page behind the link of a mail that asks to approve a sign-in from a command line. Opening it approves nothing:
 * the token is after the `#`, which is not even sent. What decides is a button, which posts a form; so all of it works
 * without a script, which only saves to paste and to copy.
 */
export function approvalRoutes({ invoke, receive, brand, locale }: ApprovalPorts): Routes {
  const page = createPage(brand);
  const wordsFor = ({ headers }: IncomingMessage) => {
    const found = languageFor(headers["accept-language"], locale);
    return { views: viewsIn(found), show: (content: Content) => page(content, found.language) };
  };
  const start = (incoming: IncomingMessage) => {
    const { views, show } = wordsFor(incoming);
    return show(views.start());
  };
  const answer = async (incoming: IncomingMessage): Promise<HttpAnswer> => {
    const received = await receive(incoming);
    if ("status" in received) return received;
    const { views, show } = wordsFor(incoming);
    const sent = readForm(received.body);
    try {
      return show(await decide(createApprovalCaller(received, invoke), sent, views));
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
      const { status, retryAfterSeconds } = error;
      const later = show(views.later(sent));
      return { ...later, status, headers: { ...later.headers, "Retry-After": String(retryAfterSeconds) } };
    }
  };
  return { "/cli": { GET: start, POST: answer } };
}
