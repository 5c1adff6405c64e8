import { files, read } from "../house/files.ts";
import { table } from "./reference.ts";
import { type TestTitle, testTitlesOf } from "./test-titles.ts";

/** One line of docs/requirements.md. */
export interface Promised {
  /** `"S1"` … `"C3"`, `"Speed"`. */
  readonly name: string;
  /** Markdown, its lines as they are broken there. */
  readonly text: string;
}

/** What a case of the fault suite measured when its figures were recorded last. */
export interface Figure {
  /** The line's name. */
  readonly promise: string;
  readonly what: string;
  readonly measured: string;
  /** What was promised, if it is a figure. */
  readonly limit?: string;
}

/** A test that names lines. */
export interface Proof extends TestTitle {
  /** From the root. */
  readonly path: string;
}

const figuresPath = "docs/generated/figures.json";

/** The lines of docs/requirements.md, in its order. */
export const promised: readonly Promised[] = Array.from(
  read("docs/requirements.md").matchAll(/^- \*\*([A-Z]\d+|Speed)\*\* (.*(?:\n {2}.*)*)/gm),
  ([, name = "", text = ""]) => ({ name, text: text.replaceAll("\n  ", "\n") }),
);

/** Every test that names a line, by path. */
export const proofs: readonly Proof[] = files()
  .filter((path) => /\.(test|faults)\.ts$|^packages\/\w+\/testing\//.test(path))
  .toSorted()
  .flatMap((path) => testTitlesOf(read(path)).map((test) => ({ ...test, path })))
  .filter(({ promises }) => promises.length > 0);

/** Empty until the fault suite has recorded some. */
export const figures: readonly Figure[] = files("docs/generated/").includes(figuresPath)
  ? JSON.parse(read(figuresPath))
  : [];

const proofsOf = (name: string) => proofs.filter(({ promises }) => promises.includes(name));

/** `docs/promises.md`: line → tests → last figures. */
export const promisesPage = () => `\
<!-- Generated from the titles of the tests and the figures of the fault suite by \`pnpm generate\`; not to be edited. -->

# Promises and their tests

Every line of [what Tiauth promises](requirements.md), the tests that name it, and what the fault suite measured when its figures
were recorded last, with the limit beside it. A test names a line by beginning its title with the line's name; the suite fails if a
line has no test, or if a test names a line that is not there.

${table(["line", "promise", "tests", "last figures"], promised.map(row))}

Tests in \`testapp\` run the built server in a process of its own, those in \`testapp/faults\` while something breaks. \`%s\`, \`$name\`
and the like stand for the cases that a test runs with.

${promised.map(section).join("\n\n")}
`;

const row = ({ name, text }: Promised) => [
  `[${name}](#${name.toLowerCase()})`,
  beginningOf(text),
  String(proofsOf(name).length),
  beginningOfFigures(name) || "–",
];

const figuresOf = (name: string) => figures.filter(({ promise }) => promise === name);

/** Two of them; a row is no place for more. */
function beginningOfFigures(name: string): string {
  const [shown, others] = [figuresOf(name).slice(0, 2), figuresOf(name).slice(2)];
  const more = others.length === 0 ? [] : [`[and ${others.length} more](#${name.toLowerCase()})`];
  return [...shown.map(figureText), ...more].join("<br>");
}

const figureText = ({ what, measured, limit }: Figure) =>
  escapeCell(`${what}: ${measured}${limit === undefined ? "" : ` (${limit})`}`);

const escapeCell = (text: string) => text.replaceAll("|", "\\|");

const section = ({ name, text }: Promised) =>
  [`## ${name}`, text, ...figureTable(name), byFile(proofsOf(name)).join("\n")].join("\n\n");

function figureTable(name: string): readonly string[] {
  const rows = figuresOf(name).map(({ what, measured, limit = "–" }) => [what, measured, limit].map(escapeCell));
  return rows.length === 0 ? [] : [table(["what", "measured last", "promised"], rows)];
}

function byFile(tests: readonly Proof[]): readonly string[] {
  const paths = [...new Set(tests.map(({ path }) => path))];
  return paths.flatMap((path) => [
    `- [${path}](../${path})`,
    ...tests.filter((test) => test.path === path).map(({ title }) => `  - ${asMarkdown(title)}`),
  ]);
}

/** At most the first sentence, at most 100 characters. */
function beginningOf(text: string): string {
  const plain = text.replaceAll("\n", " ").replace(/\[([^\]]+)\]\([^)]*\)|\*\*/g, "$1");
  const sentence = plain.split(/(?<=\.) /)[0] ?? "";
  return sentence.length <= 100 ? sentence : `${sentence.slice(0, sentence.lastIndexOf(" ", 99))} …`;
}

/** A title as Markdown shows it letter by letter. */
const asMarkdown = (title: string) => title.replace(/[\\*_<>[\]`]/g, "\\$&");
