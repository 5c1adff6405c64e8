import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isPermission } from "../../contract/permissions.ts";
import { Refusal } from "../../contract/refusals.ts";
import { createIdentity, findMe } from "../domain/identities.ts";
import { listMembers, removeMember, setMember } from "../domain/members.ts";
import type { UserEnv } from "./api-env.ts";
import { readText } from "./read-json.ts";
import { requireUser } from "./sessions.ts";

const small = bodyLimit({
  maxSize: 16 * 1024,
  onError: () => {
    throw new Refusal("invalid_request");
  },
});

export const me = new Hono<UserEnv>().use(requireUser).get("/", async (context) => {
  const { registry, userId } = context.var;
  const found = await findMe(registry, userId);
  if (!found) throw new Refusal("not_signed_in");
  return context.json(found);
});

export const identities = new Hono<UserEnv>()
  .use(requireUser, small)
  .post("/", async (context) => {
    const { registry, userId } = context.var;
    await createIdentity(registry, { name: await readText(context, "name"), userId });
    return context.body(null, 204);
  })
  .get("/:identity/members", async (context) => {
    const { registry, userId } = context.var;
    return context.json({ members: await listMembers(registry, { ...context.req.param(), userId }) });
  })
  .put("/:identity/members/:emailAddress", async (context) => {
    const { registry, userId } = context.var;
    const permission = await readText(context, "permission");
    if (!isPermission(permission)) throw new Refusal("invalid_permission");
    await setMember(registry, { ...context.req.param(), userId, permission });
    return context.body(null, 204);
  })
  .delete("/:identity/members/:emailAddress", async (context) => {
    const { registry, userId } = context.var;
    await removeMember(registry, { ...context.req.param(), userId });
    return context.body(null, 204);
  });
