import type { Seen } from "./linearizable.ts";
import type { Answer, Operation } from "./model.ts";

/**
 * A history of one key as a drawing, one line per client, in which time goes from left to right:
 *
 *     [add a ok]            [get b1]
 *         [update b@0 ok]      [delete >
 *
 * `[` is where something is asked for, `]` where it is answered; with `>` no answer ever comes. `b@0` is the value b over the
 * counter 0, `b1` the value b with the counter 1.
 */
export function drawn(...lines: readonly string[]): readonly Seen[] {
  return lines.flatMap((line, client) =>
    [...line.matchAll(/\[([^[]+?)\s*([\]>])/g)].map((match) => {
      const at = (column: number) => column * lines.length + client;
      const [text, words = "", end] = match;
      const [kind = "", ...rest] = words.split(" ");
      const answered = { at: at(match.index + text.length - 1), answer: answerFrom(rest.at(-1) ?? "") };
      return {
        operation: operationFrom(kind, rest[0] ?? ""),
        askedAt: at(match.index),
        answered: end === "]" ? answered : undefined,
      };
    }),
  );
}

function operationFrom(kind: string, argument: string): Operation {
  const [value = "", counter] = argument.split("@");
  if (kind === "add") return { kind, value };
  if (kind === "update") return { kind, value, counter: Number(counter) };
  if (kind === "get" || kind === "delete") return { kind };
  throw new RangeError(`"${kind}" is no operation.`);
}

function answerFrom(word: string): Answer {
  if (word === "none") return undefined;
  if (word === "ok" || word === "no") return word === "ok";
  return { value: word.slice(0, 1), counter: Number(word.slice(1)) };
}
