/** A test as it is written: for one that runs with many cases the title has their placeholders. */
export interface TestTitle {
  /** Its title after the titles of the blocks that it stands in. */
  readonly title: string;
  /** The lines of docs/requirements.md that one of these titles begins with: `["D6", "U4"]` of `"D6, U4: …"`. */
  readonly promises: readonly string[];
}

interface Block {
  readonly titles: readonly string[];
  readonly endsAt: number;
}

/** How the line begins on which a block or a test begins: with its name, or with what closes the cases of `each`. */
const opening = /^(?:describe|it|test)\b|^[\])}][^"'`]*\)\(/;
const titlePattern = /\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1\s*,/g;
const namesPattern = /^((?:[A-Z]\d+|Speed)(?:, (?:[A-Z]\d+|Speed))*): /;

/** The tests of a source that is formatted as Biome does it: what stands in a block is indented further than the block. */
export function testTitlesOf(source: string): readonly TestTitle[] {
  const blocks = blocksOf(source);
  const isOuter = (titles: readonly string[]) => blocks.some((other) => isWithin(other.titles, titles));
  return blocks
    .filter(({ titles }) => !isOuter(titles))
    .map(({ titles }) => ({ title: titles.join(" › "), promises: titles.flatMap(namesOf) }));
}

const isWithin = (titles: readonly string[], outer: readonly string[]) =>
  titles.length > outer.length && outer.every((title, index) => titles[index] === title);

const namesOf = (title: string): readonly string[] => namesPattern.exec(title)?.[1]?.split(", ") ?? [];

function blocksOf(source: string): readonly Block[] {
  const lines = source.split("\n");
  const blocks: Block[] = [];
  for (const match of source.matchAll(titlePattern)) {
    const index = source.slice(0, match.index).split("\n").length - 1;
    const line = lines[index] ?? "";
    if (!opening.test(line.trimStart())) continue;
    const outer = blocks.findLast(({ endsAt }) => endsAt > index);
    blocks.push({ titles: [...(outer?.titles ?? []), unescaped(match[2] ?? "")], endsAt: endOf(lines, index) });
  }
  return blocks;
}

/** The first line after the block: the next one that is not indented further than its beginning. */
function endOf(lines: readonly string[], start: number): number {
  const indentation = indentationOf(lines[start] ?? "");
  const end = lines.findIndex((line, index) => index > start && line !== "" && indentationOf(line) <= indentation);
  return end < 0 ? lines.length : end;
}

const indentationOf = (line: string) => line.length - line.trimStart().length;

const unescaped = (literal: string) => literal.replace(/\\(.)/g, "$1");
