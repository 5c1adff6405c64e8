import { createHash } from "node:crypto";

/** Lua that Redis runs as one step: nothing comes between its commands. All its keys belong to one slot. */
export interface Script {
  readonly source: string;
  /** By which Redis knows it once it has seen it. */
  readonly digest: string;
}

export const script = (source: string): Script => ({
  source,
  digest: createHash("sha1").update(source).digest("hex"),
});
