/** One instruction of a Dockerfile: `{ name: "USER", text: "1000:1000" }`. */
export interface Instruction {
  readonly name: string;
  /** What stands behind the name, on one line, with the build's arguments filled in. */
  readonly text: string;
}

/** What lies between one FROM and the next. */
export interface Stage {
  /** The image that it begins with. */
  readonly base: string;
  /** Empty if it has none. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/**
 * Reads as much of a Dockerfile as ours has: comments, lines that go on, and arguments before the first FROM.
 *
 * @throws {SyntaxError} if an instruction stands before the first FROM that is no ARG.
 */
export function parseDockerfile(text: string): readonly Stage[] {
  const args = new Map<string, string>();
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const instruction of instructionsOf(text)) {
    const { name, text } = { ...instruction, text: filled(instruction.text, args) };
    if (name === "FROM") stages.push(stageOf(text));
    else if (stages.length > 0) stages.at(-1)?.instructions.push({ name, text });
    else if (name === "ARG") args.set(...pairOf(text));
    else throw new SyntaxError(`${name} stands before the first FROM.`);
  }
  return stages;
}

const instructionsOf = (text: string): readonly Instruction[] =>
  text
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [name = "", ...rest] = line.split(" ");
      return { name, text: rest.join(" ").trim() };
    });

function stageOf(text: string) {
  const [base = "", , name = ""] = text.split(" ");
  return { base, name, instructions: [] };
}

/** Only `${NAME}` of a known argument: JavaScript in an instruction has such places of its own. */
const filled = (text: string, args: ReadonlyMap<string, string>) =>
  text.replace(/\$\{(\w+)\}/g, (whole, name: string) => args.get(name) ?? whole);

const pairOf = (text: string): [string, string] => {
  const [name = "", ...value] = text.split("=");
  return [name, value.join("=")];
};

/** The texts of all instructions of that name, in their order. */
export const textsOf = ({ instructions }: Stage, name: string): readonly string[] =>
  instructions.filter((instruction) => instruction.name === name).map(({ text }) => text);

/** What ENV sets. Values have no spaces. */
export const environmentOf = (stage: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(textsOf(stage, "ENV").flatMap((text) => text.split(" ").map(pairOf)));

/**
 * The program and its arguments of an instruction in its JSON form.
 *
 * @throws {SyntaxError} if there is no such instruction, or it is in the shell's form.
 */
export function programOf(stage: Stage, name: "ENTRYPOINT" | "CMD" | "HEALTHCHECK"): readonly string[] {
  const text = textsOf(stage, name).at(-1) ?? "";
  const program: unknown = JSON.parse(text.slice(text.indexOf("[")));
  if (!Array.isArray(program)) throw new SyntaxError(`${name} is no list.`);
  return program.map(String);
}
