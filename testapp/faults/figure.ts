/** One promise and how well it was kept when somebody looked. */
export interface Figure {
  /** The line of docs/requirements.md: `"U4"`. */
  readonly promise: string;
  /** What was done to it, in a few words: `"user server down for 2 s under load"`. Together with `promise` its key. */
  readonly what: string;
  /** With its unit and no more digits than mean something: `"0.8 s"`, `"0 of 60"`. No path, no port, no id. */
  readonly measured: string;
  /** What was promised, if it is a figure: `"3 s"`. */
  readonly limit?: string | undefined;
  /** The file of its case, from the project's root. */
  readonly test: string;
}

/** A figure and whether its case passed. */
export interface Finding extends Figure {
  readonly isKept: boolean;
}

const keyOf = ({ promise, what }: Figure) => `${promise}\n${what}`;

/** The figures that were known, with those that were measured now in their places, in a stable order. */
export function mergeFigures(known: readonly Figure[], measured: readonly Figure[]): readonly Figure[] {
  const all = new Map([...known, ...measured].map((figure) => [keyOf(figure), figure]));
  return [...all.values()].toSorted(inOrder);
}

/** The lines in their numbers' order: D2 before D10. */
const collator = new Intl.Collator("en", { numeric: true });
const inOrder = (a: Figure, b: Figure) => collator.compare(a.promise, b.promise) || collator.compare(a.what, b.what);

/** One finding of each key: the broken one if there is one, else the last. */
const oneOfEach = (findings: readonly Finding[]) => [
  ...new Map(
    [...findings.filter(isKept), ...findings.filter((finding) => !isKept(finding))].map((f) => [keyOf(f), f]),
  ).values(),
];
const isKept = (finding: Finding) => finding.isKept;

/** `promise, measured figure, verdict`, one line each. */
export function figureTable(findings: readonly Finding[]): string {
  const rows = oneOfEach(findings)
    .toSorted(inOrder)
    .map(({ promise, what, measured, limit, isKept }) => [
      promise,
      what,
      limit === undefined ? measured : `${measured} (${limit})`,
      isKept ? "kept" : "BROKEN",
    ]);
  return alignedTable([["promise", "what", "measured (promised)", "verdict"], ...rows]);
}

function alignedTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}
