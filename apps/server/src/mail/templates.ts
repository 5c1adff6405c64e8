import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Messages } from "./messages.ts";
import { TemplateError } from "./template-error.ts";
import { codeOf, languageOf, readLayout, readMessages } from "./template-files.ts";

/** What mails are made of. */
export interface MailTemplates {
  /** HTML with placeholders, for every mail in every language. */
  readonly layout: string;
  /** Each language once; English is among them. */
  readonly languages: readonly Language[];
}

/** Every mail in one language. */
export interface Language {
  /** A tag (RFC 5646). */
  readonly language: string;
  readonly messages: Messages;
}

/** From `src` as from `dist`. */
const shippedFolder = fileURLToPath(new URL("../../messages/", import.meta.url));

/** The templates that come with the server: English, Dutch, German, French. */
export function shippedTemplates(): MailTemplates {
  const { layout, languages } = readFolder(shippedFolder, /^(.+)\.json$/);
  if (layout === undefined) throw new TemplateError(["layout.html is missing: install the server again"]);
  return { layout, languages };
}

/**
 * The templates that come with the server, but where the folder has a `layout.html` or a `messages.<language>.json`,
 * those. All files are read here and now.
 *
 * @throws {TemplateError} with everything that is wrong with the folder.
 */
export function readTemplates(folder: string): MailTemplates {
  const own = readFolder(folder, /^messages\.(.+)\.json$/);
  if (own.layout === undefined && own.languages.length === 0)
    throw new TemplateError(["must have a file layout.html or messages.<language>.json in it"]);
  const shipped = shippedTemplates();
  const languages = new Map(shipped.languages.map(({ language, messages }) => [language, messages]));
  // What an older file lacks is ours, if we know the language.
  for (const { language, messages } of own.languages)
    languages.set(language, { ...languages.get(language), ...messages });
  return {
    layout: own.layout ?? shipped.layout,
    languages: Array.from(languages, ([language, messages]) => ({ language, messages })),
  };
}

interface Folder {
  readonly layout: string | undefined;
  readonly languages: readonly Language[];
}

function readFolder(folder: string, messagesName: RegExp): Folder {
  const languages: Language[] = [];
  const mistakes: string[] = [];
  let layout: string | undefined;
  for (const name of templateNames(folder)) {
    try {
      if (name === "layout.html") layout = readLayout(join(folder, name));
      else languages.push(readLanguage(folder, { name, tag: tagIn(name, messagesName) }));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      mistakes.push(...error.mistakes.map((mistake) => `${name}: ${mistake}`));
    }
  }
  if (mistakes.length > 0) throw new TemplateError(mistakes);
  return { layout, languages };
}

const readLanguage = (folder: string, { name, tag }: { readonly name: string; readonly tag: string }): Language => ({
  language: languageOf(tag),
  messages: readMessages(join(folder, name)),
});

/** Other files, a README for instance, may lie there too. */
function templateNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[^.].*\.(html|json)$/.test(name));
  } catch (error) {
    throw new TemplateError([`must be a folder that can be read (${codeOf(error)})`]);
  }
}

function tagIn(name: string, messagesName: RegExp): string {
  const [, tag] = messagesName.exec(name) ?? [];
  if (tag === undefined) throw new TemplateError(["must be named layout.html or messages.<language>.json"]);
  return tag;
}
