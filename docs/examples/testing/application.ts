import { createClient } from "@tiauth/client";

/** An application with one route, for whoever has a session; as hono, Bun and Deno take it. */
export function createApplication(authUrl: string) {
  const auth = createClient(authUrl);
  return async (request: Request): Promise<Response> => {
    const sessionToken = request.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
    const result = await auth.getSession({ sessionToken });
    if (!result.ok) return new Response("Sign in first.", { status: 401 });
    return new Response(`Hello, ${result.session.userId}`);
  };
}
