/** One row of a table: its title, and a cell under each heading. */
export interface TableRow {
  readonly title: string;
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * Reads a table from text. Columns are parted by `|`, the first one titles the rows. A line without a title holds
 * headings; a table that would be too wide starts anew below, with more headings and the same titles.
 *
 * @throws if a row has more or fewer cells than there are headings.
 */
export function readTable(text: string): readonly TableRow[] {
  const rows = new Map<string, Map<string, string>>();
  let headings: readonly string[] = [];
  for (const line of text.split("\n").filter((line) => line.includes("|"))) {
    const [title = "", ...cells] = line.split("|").map((cell) => cell.trim());
    if (title === "") headings = cells;
    else rows.set(title, new Map([...(rows.get(title) ?? []), ...pairs(title, headings, cells)]));
  }
  return [...rows].map(([title, cells]) => ({ title, cells }));
}

function pairs(title: string, headings: readonly string[], cells: readonly string[]) {
  if (cells.length !== headings.length) throw new Error(`${title}: ${cells.length} cells`);
  return headings.map((heading, i) => [heading, cells[i] ?? ""] as const);
}
