import type { Client } from "@tiauth/client";
import { Hono } from "hono";
import type { RegistryAnswer } from "../../contract/answers.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { VisitorEnv } from "./api-env.ts";
import { identities, me } from "./identities.ts";
import { packages } from "./packages.ts";
import { identifyVisitor } from "./sessions.ts";
import { versions } from "./versions.ts";

export interface ApiOptions {
  readonly auth: Pick<Client, "getSession">;
  /** Where people sign in. */
  readonly authServerUrl: string;
}

/** What the tool asks, below `/api`. */
export const createApi = ({ auth, authServerUrl }: ApiOptions) =>
  new Hono<VisitorEnv>()
    .get("/", (context) => context.json<RegistryAnswer>({ authServerUrl }))
    .use(identifyVisitor(auth))
    .use(async (context, next) => {
      await next();
      // It depends on who asks.
      context.header("Cache-Control", "no-store");
    })
    .route("/me", me)
    .route("/identities", identities)
    .route("/packages", packages)
    .route("/packages", versions)
    .all("*", () => {
      throw new Refusal("not_found");
    });
