import { Hono } from "hono";
import type { Visibility } from "../../contract/answers.ts";
import { Refusal } from "../../contract/refusals.ts";
import { publish } from "../domain/publish.ts";
import { revoke } from "../domain/versions.ts";
import type { UserEnv } from "./api-env.ts";
import { requireUser } from "./sessions.ts";

/** What people do who publish. */
export const versions = new Hono<UserEnv>()
  .put("/:name/versions/:version", requireUser, async (context) => {
    const { registry, userId } = context.var;
    const { identity, compiler = "*", visibility, description } = context.req.query();
    if (!identity || !isVisibility(visibility)) throw new Refusal("invalid_request");
    const sha256 = context.req.header("Bundle-Sha256") ?? "";
    const { body } = context.req.raw;
    if (!body) throw new Refusal("upload_incomplete");
    const said = { ...context.req.param(), userId, identity, compiler, visibility, description, sha256 };
    // The same streams, by their names in the browser and in Node.
    await publish(registry, said, body as Parameters<typeof publish>[2]);
    return context.body(null, 204);
  })
  .delete("/:name/versions/:version", requireUser, async (context) => {
    const { registry, userId } = context.var;
    await revoke(registry, { ...context.req.param(), userId });
    return context.body(null, 204);
  });

const isVisibility = (text: string | undefined): text is Visibility | undefined =>
  text === undefined || text === "public" || text === "private";
