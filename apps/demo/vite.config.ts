import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleLimit } from "./bundle-limit.ts";

const policy = readFileSync(new URL("content-security-policy.txt", import.meta.url), "utf8").trim();
const serverUrl = process.env.TIAUTH_URL ?? "http://127.0.0.1:3777";

/** `POST /` is the auth server's, everything else this page's: one origin, as it will be in production. */
const proxy = {
  "^/$": {
    target: serverUrl,
    bypass: ({ method, url }: IncomingMessage) => (method === "POST" ? undefined : url),
  },
};

export default defineConfig({
  base: "./", // so that the built page can be mounted anywhere
  plugins: [react(), bundleLimit(100)],
  build: {
    assetsInlineLimit: 0, // the policy allows no data: URLs
    modulePreload: { polyfill: false }, // one chunk: nothing to preload
  },
  server: { proxy },
  preview: { proxy, headers: { "Content-Security-Policy": policy } },
});
