import type { IncomingMessage } from "node:http";
import { type AnyBody, badRequest, type HttpAnswer, methodNotAllowed, notFound } from "./answer.ts";
import { pathOf } from "./target.ts";

type Method = "GET" | "POST" | "DELETE" | "OPTIONS";
export type Handler = (incoming: IncomingMessage) => HttpAnswer<AnyBody> | Promise<HttpAnswer<AnyBody>>;

/** All that a listener answers: by path, in which `*` stands for one part whatever it is, then by method. */
export type Routes = Readonly<Record<string, Partial<Readonly<Record<Method, Handler>>>>>;

/** Makes one handler of a table of routes: any other path is 404, any other method 405 (REQUIREMENTS H3). */
export function createRouter(routes: Routes): Handler {
  const all = Object.entries(routes).map(([path, byMethod]) => ({ path, ...routeOf(byMethod) }));
  const byPath = new Map(all.map((route) => [route.path, route]));
  const patterns = all.filter(({ path }) => path.includes("*"));

  return (incoming) => {
    const path = pathOf(incoming);
    if (path === undefined) return badRequest;
    const route = byPath.get(path) ?? patterns.find((pattern) => isOf(pattern.path, path));
    if (!route) return notFound;
    const handle = route.handlers.get(incoming.method ?? "");
    return handle ? handle(incoming) : route.refusal;
  };
}

function isOf(pattern: string, path: string): boolean {
  const [expected, parts] = [pattern.split("/"), path.split("/")];
  return (
    parts.length === expected.length &&
    parts.every((part, index) => part === expected[index] || (expected[index] === "*" && part !== ""))
  );
}

/** Whoever is answered GET is answered HEAD; Node.js leaves the body out. */
function routeOf(byMethod: Routes[string]) {
  const handlers = new Map<string, Handler>();
  for (const [method, handle] of Object.entries(byMethod)) {
    handlers.set(method, handle);
    if (method === "GET") handlers.set("HEAD", handle);
  }
  return { handlers, refusal: methodNotAllowed([...handlers.keys()].join(", ")) };
}
