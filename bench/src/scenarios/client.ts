import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createClient } from "@tiauth/client";
import { build } from "esbuild";
import type { Figures } from "../report/figures.ts";
import type { Scenario } from "./scenario.ts";

const calls = 20_000;

export const client: Scenario = {
  name: "client",
  title: "The client: size, and time of a call",
  about:
    "A bundle for browsers that does nothing but make the client, minified and gzipped; and what a call costs beside the network: " +
    `${calls.toLocaleString("en")} calls of get_session whose answer is there at once.`,
  unit: "bundles",
  maxRounds: 3,
  figures: ["bundleBytes", "callMicroseconds"],
  prepare: async () => [
    { name: "@tiauth/client", round: async () => ({ ...(await bundle(tiauthEntry)), ...(await callTiauth()) }) },
    { name: "better-auth/client", round: () => bundle(betterAuthEntry) },
  ],
};

const tiauthEntry = 'import { createClient } from "@tiauth/client"; globalThis.client = createClient("/");';
const betterAuthEntry =
  'import { createAuthClient } from "better-auth/client"; globalThis.client = createAuthClient();';

async function bundle(contents: string): Promise<Figures> {
  const resolveDir = fileURLToPath(new URL("../../", import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    ...{ bundle: true, minify: true, write: false, format: "esm", platform: "browser", logLevel: "silent" },
  });
  return { bundleBytes: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length };
}

async function callTiauth(): Promise<Figures> {
  const answer = JSON.stringify({
    ok: true,
    action_invocation_id: "abcdefghijkmnpqrstuvwxyz",
    values: { session: { id: "abcdefghijkmnpqrstuvwxyz", user_id: "u", created_at: 1_700_000_000, expires_at: null } },
  });
  const { getSession } = createClient(async () => answer);
  const startedAt = performance.now();
  for (let call = 0; call < calls; call++) {
    const result = await getSession({ sessionToken: "a.b" });
    if (!result.ok) throw new Error("The client did not understand the answer.");
  }
  return { callMicroseconds: ((performance.now() - startedAt) / calls) * 1000 };
}
