import type { ActionName, AnyAction, Catalog } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { type Arguments, type Person, person, type Step } from "./person.ts";
import { readTable } from "./table.ts";
import { type TestServerOptions, testServer } from "./test-server.ts";
import { differences, photograph } from "./traces.ts";

export interface Matrix {
  /** The actions of the flow. */
  readonly actions: Catalog;
  /** A line per action, with `(…)` behind the name where the arguments differ; a column per state. */
  readonly table: string;
  /** What the table's words stand for; `ok` is ok. */
  readonly legend: Readonly<Record<string, string>>;
  /** How the person gets into each state. */
  readonly states: Readonly<Record<string, readonly Step[]>>;
  /** The arguments for what stands in the brackets. */
  readonly differing?: Readonly<Record<string, Arguments>>;
  /** Codes that are not in the table, as `action: code`, each with where else it is proved. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  readonly options?: TestServerOptions;
}

/** REQUIREMENTS O1: every action in every state of its flow. */
export function describeMatrix(title: string, matrix: Matrix) {
  const { actions, legend, states, differing = {}, elsewhere = {}, options = {} } = matrix;
  const rows = readTable(matrix.table).map(({ title, cells }) => {
    const [action = "", variant = ""] = title.split(/ \(|\)/);
    return { title, action, different: variant ? differing[variant] : {}, cells };
  });
  const codeOf = (word = "") => (word === "ok" ? "ok" : (legend[word] ?? `(not in the legend: ${word})`));

  describe(`O1: ${title}: every action answers exactly as the table says, and a refusal leaves no trace`, () => {
    for (const [state, steps] of Object.entries(states)) {
      it(`when ${state}`, async () => {
        const answers = [];
        for (const { title, action, different } of rows) {
          const alice = person(testServer(options));
          await alice.does(...steps);
          // The test below checks that the table names none but actions of the contract.
          answers.push([title, await answerOf(alice, action as ActionName, different)]);
        }
        expect(Object.fromEntries(answers)).toEqual(
          Object.fromEntries(rows.map(({ title, cells }) => [title, codeOf(cells.get(state))])),
        );
      });
    }

    it("has every action, every state, and every code that the contract declares", () => {
      expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(Object.keys(actions)));
      for (const { cells, different, title } of rows) {
        expect([...cells.keys()]).toEqual(Object.keys(states));
        expect(different, title).toBeDefined();
      }
      const proved = rows.flatMap(({ action, cells }) =>
        [...cells.values()].map((word) => `${action}: ${codeOf(word)}`),
      );
      expect(new Set([...proved, ...Object.keys(elsewhere)])).toEqual(
        new Set(
          Object.entries(actions).flatMap(([name, action]) => outcomesOf(action).map((code) => `${name}: ${code}`)),
        ),
      );
    });
  });
}

const outcomesOf = ({ errors }: AnyAction) => ["ok", ...errors];

/** What a refusal may leave behind: a wrong guess is counted, anything else has not happened. */
const traces: Readonly<Record<string, readonly string[]>> = {
  incorrect_email_address_verification_code: ["limit.verify_code", "record"],
  incorrect_cli_signin_code: ["limit.verify_code", "record"],
  // The code was right before.
  "complete_cli_signin: user_disabled": ["limit.verify_code"],
  "complete_cli_signin: user_not_found": ["limit.verify_code"],
  incorrect_password: ["failures.verify_password", "hashes", "limit.verify_password"],
  incorrect_temporary_password: ["hashes", "limit.verify_temporary_password"],
};

async function answerOf(alice: Person, action: ActionName, different?: Arguments): Promise<string> {
  await alice.server.idle();
  const before = photograph(alice.server);
  const answer = await alice.tries(action, different);
  await alice.server.idle();
  const changed = answer === "ok" ? [] : differences(before, photograph(alice.server));
  const allowed = traces[`${action}: ${answer}`] ?? traces[answer] ?? [];
  return `${changed}` === `${allowed}` ? answer : `${answer}, but it changed: ${changed}`;
}
