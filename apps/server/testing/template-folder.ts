import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** What lies in a folder, by name: text, bytes, or something to be written as JSON. */
export type Files = Readonly<Record<string, string | Uint8Array | object | "a folder">>;

/** A folder of templates that ends with the test. */
export function templateFolder(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "tiauth-templates-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    if (content === "a folder") mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), isWritable(content) ? content : JSON.stringify(content));
  }
  return folder;
}

const isWritable = (content: string | Uint8Array | object) =>
  typeof content === "string" || content instanceof Uint8Array;
