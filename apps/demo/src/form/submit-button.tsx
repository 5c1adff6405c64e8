import type { ReactNode } from "react";
import { useForm } from "./form-context.ts";

interface SubmitButtonProps {
  readonly look?: "danger" | undefined;
  readonly children: ReactNode;
}

/** Not `disabled` but `aria-disabled`: a disabled button would lose the focus in the middle of things. */
export function SubmitButton({ look = undefined, children }: SubmitButtonProps) {
  const { isBusy, waitSeconds } = useForm().attempt;
  return (
    <button
      type="submit"
      className="button"
      data-look={look}
      aria-disabled={isBusy || waitSeconds > 0}
      aria-busy={isBusy}
    >
      {waitSeconds > 0 ? `Try again in ${waitSeconds} s` : children}
    </button>
  );
}
