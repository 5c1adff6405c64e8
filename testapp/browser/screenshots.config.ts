import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Makes the pictures of the README: not a test, but made with what the tests have. */
export default defineConfig({
  resolve: { conditions: ["@tiauth/source"] },
  ssr: { resolve: { conditions: ["@tiauth/source"] } },
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["screenshots.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
