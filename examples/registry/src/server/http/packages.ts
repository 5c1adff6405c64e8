import { Hono } from "hono";
import { chooseVersion } from "../domain/choose-version.ts";
import { searchPackages, showPackage } from "../domain/packages.ts";
import { openBundle } from "../domain/versions.ts";
import type { VisitorEnv } from "./api-env.ts";

/** What anybody may ask. What they may not see is not there. */
export const packages = new Hono<VisitorEnv>()
  .get("/", async (context) => {
    const { registry, userId: visitor } = context.var;
    const { search: text, after } = context.req.query();
    return context.json(await searchPackages(registry, { visitor, text, after }));
  })
  .get("/:name", async (context) => {
    const { registry, userId: visitor } = context.var;
    return context.json(await showPackage(registry, { ...context.req.param(), visitor }));
  })
  .get("/:name/latest", async (context) => {
    const { registry, userId: visitor } = context.var;
    const { compiler, before } = context.req.query();
    return context.json(await chooseVersion(registry, { ...context.req.param(), visitor, compiler, before }));
  })
  .get("/:name/versions/:version/bundle", async (context) => {
    const { registry, userId: visitor } = context.var;
    const { sizeBytes, content } = await openBundle(registry, { ...context.req.param(), visitor });
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(sizeBytes),
      // Nobody's browser shows what somebody uploaded as a page of this registry.
      "Content-Disposition": "attachment",
    };
    if (context.req.method !== "HEAD") return context.body(content as ReadableStream, 200, headers);
    await content.cancel(); // nobody else would close the file
    return context.body(null, 200, headers);
  });
