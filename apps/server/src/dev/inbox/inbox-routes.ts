import type { IncomingMessage } from "node:http";
import { type HttpAnswer, notFound, refusal } from "../../http/answer.ts";
import type { Routes } from "../../http/routes.ts";
import { eventStream } from "../http/event-stream.ts";
import { page, pageAssets, withPolicy } from "../http/pages.ts";
import { targetOf, wholeNumber } from "../http/query.ts";
import type { Inbox, InboxMail } from "./inbox.ts";

/** The inbox for people, as a page, and for test suites, as JSON. */
export const inboxRoutes = (inbox: Inbox): Routes => ({
  "/inbox": { GET: page("inbox.html") },
  "/inbox/assets/*": { GET: pageAssets },
  "/inbox/events": {
    GET: eventStream({ all: () => inbox.mails().toReversed(), follow: inbox.follow }, "mail"),
  },
  "/inbox/mails": {
    GET: (incoming) => json({ mails: inbox.mails(recipientOf(incoming)) }),
    DELETE: () => {
      inbox.clear();
      return { status: 204, body: "" };
    },
  },
  "/inbox/mails/latest": { GET: (incoming) => found(inbox.latest(recipientOf(incoming))) },
  "/inbox/mails/next": { GET: (incoming) => next(inbox, incoming) },
  "/inbox/mails/*/html": { GET: (incoming) => htmlOf(inbox.find(idOf(incoming))) },
});

const json = (value: unknown): HttpAnswer => ({ status: 200, body: JSON.stringify(value) });

const noMail = refusal(404, { code: "no_mail", message: "There is no such mail." });
const found = (mail: InboxMail | undefined) => (mail ? json(mail) : noMail);

const recipientOf = (incoming: IncomingMessage) => targetOf(incoming).searchParams.get("to") ?? undefined;

const maxTimeoutSeconds = 60;

async function next(inbox: Inbox, incoming: IncomingMessage): Promise<HttpAnswer> {
  const query = targetOf(incoming).searchParams;
  const after = wholeNumber(query, "after", Number.MAX_SAFE_INTEGER);
  const timeoutSeconds = wholeNumber(query, "timeout", maxTimeoutSeconds);
  if (Number.isNaN(after) || Number.isNaN(timeoutSeconds)) return invalidQuery;
  return found(await inbox.next({ to: recipientOf(incoming), after, timeoutSeconds }));
}

const invalidQuery = refusal(400, {
  code: "invalid_query",
  message: `after is the id of a mail, timeout a whole number of seconds up to ${maxTimeoutSeconds}.`,
});

const idOf = (incoming: IncomingMessage) => Number(targetOf(incoming).pathname.split("/")[3]);

/**
 * No script, whatever the mail says; styles and pictures as mail programs show them. The page may measure how high the
 * mail is, for which it has to be of the same origin.
 */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data: https: http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
].join("; ");

const htmlOf = (mail: InboxMail | undefined) =>
  mail?.html === undefined ? notFound : withPolicy({ status: 200, body: mail.html }, mailPolicy);
