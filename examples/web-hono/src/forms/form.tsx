import type { PropsWithChildren } from "hono/jsx";
import type { Problem } from "./refusals.ts";

interface FormProps {
  /** What the button says. */
  readonly submit: string;
  /** What those hear who do not see the button's surroundings; begins with what it says. */
  readonly spoken?: string | undefined;
  /** Where it is posted; to the page's own address by default. */
  readonly action?: string | undefined;
  /** What was wrong with it the last time. */
  readonly problem?: Problem | undefined;
  /** How the button looks; "main" by default. */
  readonly look?: "main" | "quiet" | undefined;
}

export const Form = ({ submit, spoken, action, problem, look = "main", children }: PropsWithChildren<FormProps>) => (
  <form method="post" action={action}>
    {problem && (
      <p id="problem" class="problem" role="alert">
        {problem.text}
      </p>
    )}
    {children}
    <button type="submit" class={look} aria-label={spoken}>
      {submit}
    </button>
  </form>
);
