import { type Context, Hono } from "hono";
import { Refusal } from "../../contract/refusals.ts";
import { isIdentity } from "../domain/identities.ts";
import { searchPackages, showPackage } from "../domain/packages.ts";
import type { RegistryEnv } from "../http/api-env.ts";
import { report } from "../report.ts";
import { layout } from "./layout.tsx";
import { PackageList } from "./package-list.tsx";
import { PackagePage } from "./package-page.tsx";
import { SearchPage } from "./search-page.tsx";

/** Who reads a page is a stranger to the registry: it shows what is public. */
const visitor = undefined;

export const pages = new Hono<RegistryEnv>()
  .use(layout)
  .get("/", async (context) => {
    const { search = "", after } = context.req.query();
    const found = await searchPackages(context.var.registry, { visitor, text: search, after });
    return context.render(<SearchPage search={search} found={found} />, { title: "Packages" });
  })
  .get("/packages/:name", async (context) => {
    const { name } = context.req.param();
    const found = await showPackage(context.var.registry, { name, visitor });
    return context.render(<PackagePage {...found} />, { title: name });
  })
  .get("/identities/:identity", async (context) => {
    const { registry } = context.var;
    const { identity } = context.req.param();
    if (!(await isIdentity(registry, identity))) throw new Refusal("identity_not_found");
    const found = await searchPackages(registry, { visitor, identity, after: context.req.query("after") });
    return context.render(<PackageList {...found} />, { title: `Packages of ${identity}` });
  })
  .get("*", () => {
    throw new Refusal("not_found");
  })
  .onError((error, context) => {
    if (error instanceof Refusal) return renderTrouble(context, 404);
    report(error);
    return renderTrouble(context, 500);
  });

const troubles = {
  404: { title: "There is nothing here", text: "The address may be mistyped, or old." },
  500: { title: "Something broke", text: "It is not your fault. Please try again." },
} as const;

function renderTrouble(context: Context, status: keyof typeof troubles) {
  const { title, text } = troubles[status];
  context.status(status);
  return context.render(<p>{text}</p>, { title });
}
