import { readFileSync } from "node:fs";
import * as z from "zod/mini";

const manifestSchema = z.object({ version: z.string(), peerDependencies: z.record(z.string(), z.string()) });

/** What the `package.json` of this program says of its version, and of what may be installed beside it. */
export const manifest = manifestSchema.parse(
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
);
