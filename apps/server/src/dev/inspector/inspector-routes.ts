import type { Routes } from "../../http/routes.ts";
import type { Feed } from "../feed.ts";
import { eventStream } from "../http/event-stream.ts";
import type { ObservedInvocation } from "./observed-invocation.ts";

/** What is invoked, live for the page and as JSON for test suites, the newest first. */
export const inspectorRoutes = (invocations: Feed<ObservedInvocation>): Routes => ({
  "/inspector/events": { GET: eventStream(invocations, "invocation") },
  "/inspector/invocations": {
    GET: () => ({ status: 200, body: JSON.stringify({ invocations: invocations.all().toReversed() }) }),
    DELETE: () => {
      invocations.clear();
      return { status: 204, body: "" };
    },
  },
});
