import type { Plan } from "./plan.ts";
import { measure, type Outcome, type WindowOptions } from "./window.ts";

/** What the process is asked. Plans are long: each is sent once and kept under a number. */
export type Question =
  | { readonly kind: "keep"; readonly id: number; readonly plan: Plan }
  | { readonly kind: "forget"; readonly id: number }
  | {
      readonly kind: "measure";
      readonly id: number;
      readonly besideId: number | undefined;
      readonly options: Omit<WindowOptions, "beside">;
    };

/** What it answers to `measure`. */
export type Reply = { readonly outcome: Outcome } | { readonly error: string };

const plans = new Map<number, Plan>();

async function answer(question: Extract<Question, { readonly kind: "measure" }>): Promise<Reply> {
  const plan = plans.get(question.id);
  if (!plan) return { error: "There is no such plan." };
  const beside = question.besideId === undefined ? undefined : plans.get(question.besideId);
  try {
    return { outcome: await measure(plan, { ...question.options, beside }) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

// Sent by `startLoader` in load/loader.ts and nobody else.
process.on("message", async (message) => {
  const question = message as Question;
  if (question.kind === "keep") plans.set(question.id, question.plan);
  else if (question.kind === "forget") plans.delete(question.id);
  else process.send?.(await answer(question));
});
