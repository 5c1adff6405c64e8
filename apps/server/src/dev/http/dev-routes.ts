import { type PublicPorts, publicRoutes } from "../../http/public-routes.ts";
import { clearStorage } from "../../http/reset.ts";
import type { Routes } from "../../http/routes.ts";
import type { Inbox } from "../inbox/inbox.ts";
import { inboxRoutes } from "../inbox/inbox-routes.ts";
import type { Inspector } from "../inspector/inspector.ts";
import { inspectorRoutes } from "../inspector/inspector-routes.ts";
import { demoRoutes } from "./demo-routes.ts";
import { loopbackOnly } from "./loopback-only.ts";

export interface DevPorts extends Omit<PublicPorts, "clear"> {
  readonly inbox: Inbox;
  readonly invocations: Inspector["invocations"];
  /** Begins anew. */
  readonly reset: () => Promise<void>;
  /** Where the demo page is, if not in its own package. */
  readonly demoFolder?: string | undefined;
}

/** The routes of the public listener, and those of development, which are for this machine only. */
export function devRoutes({ inbox, invocations, reset, demoFolder, ...ports }: DevPorts): Routes {
  const forEverybody = publicRoutes(ports);
  const forThisMachine = loopbackOnly({
    ...demoRoutes(demoFolder),
    ...inboxRoutes(inbox),
    ...inspectorRoutes(invocations),
    "/reset": { POST: clearStorage(reset) },
  });
  return { ...forEverybody, ...forThisMachine, "/": { ...forThisMachine["/"], ...forEverybody["/"] } };
}
