import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { layoutMistakes } from "./layout.ts";
import { type Messages, messagesSchema } from "./messages.ts";
import { TemplateError } from "./template-error.ts";

/**
 * The language that a message file is for.
 *
 * @param tag from the file's name.
 * @throws {TemplateError} if it is not written as a language tag is (RFC 5646).
 */
export function languageOf(tag: string): string {
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) throw notATag();
  const canonical = canonicalTag(tag);
  // Or two files could be for one language.
  if (canonical !== tag) throw new TemplateError([`must have its language in its name as ${canonical}`]);
  return canonical;
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    throw notATag();
  }
}

const notATag = () => new TemplateError(["must have a language tag like es or pt-BR in its name"]);

/** @throws {TemplateError} if it cannot be read or is none; the name of the file has to be put before the mistakes. */
export function readLayout(path: string): string {
  const layout = readText(path);
  const mistakes = layoutMistakes(layout);
  if (mistakes.length > 0) throw new TemplateError(mistakes);
  return layout;
}

/** @throws {TemplateError} likewise. */
export function readMessages(path: string): Messages {
  const parsed = messagesSchema.safeParse(parseJson(readText(path)));
  if (parsed.success) return parsed.data;
  throw new TemplateError(
    parsed.error.issues.map(({ path, message }) => `${z.core.toDotPath(path)} ${message}`.trim()),
  );
}

/** Without the mark that some editors put before everything else. */
function readText(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TemplateError(["must be saved as UTF-8"]);
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new TemplateError([`cannot be read (${codeOf(error)}): check what it is and who may read it`]);
  }
}

/** The system's name for what went wrong, `ENOENT` for instance. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not the reason: it quotes the file.
    throw new TemplateError(["must be JSON: look for a missing comma or quotation mark"]);
  }
}
