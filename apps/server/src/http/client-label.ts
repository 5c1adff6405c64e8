import { BROWSER_MAP, getParser, OS_MAP } from "bowser";

/** More than browsers send, and few enough for any text to be looked at in some 20 µs. */
const maxCharacters = 500;

/** Most people's browsers are of a few hundred kinds. */
const maxRemembered = 1000;

const browsers = new Set(Object.values(BROWSER_MAP));
const systems = new Set(Object.values(OS_MAP));

/**
 * A browser and its system in words, `Firefox on Linux`, as far as they are known by name: whoever makes up a
 * `User-Agent` puts no word of their own into somebody's list of sessions.
 *
 * @returns at most 64 characters; empty for what is no browser's.
 */
export function labelOf(userAgent: string): string {
  if (userAgent === "" || userAgent.length > maxCharacters) return "";
  const parser = getParser(userAgent);
  const [browser, system] = [known(parser.getBrowserName(), browsers), known(parser.getOSName(), systems)];
  return browser && system && !browser.includes(system) ? `${browser} on ${system}` : browser || system;
}

const known = (name: string, names: ReadonlySet<string>) => (names.has(name) ? name : "");

/**
 * The same, and remembers what it said of the last thousand: looking at one takes longer than looking up a session.
 *
 * @param look for tests.
 */
export function createLabels(look = labelOf): (userAgent: string | undefined) => string {
  const labels = new Map<string, string>();
  return (userAgent = "") => {
    if (userAgent.length > maxCharacters) return ""; // is not even looked up
    const remembered = labels.get(userAgent);
    if (remembered !== undefined) return remembered;
    const label = look(userAgent);
    labels.set(userAgent, label);
    const [oldest = ""] = labels.keys();
    if (labels.size > maxRemembered) labels.delete(oldest);
    return label;
  };
}
