import { createContext, use, useId } from "react";
import type { FieldName } from "../answers/refusals.ts";
import type { Attempt } from "../answers/use-attempt.ts";

/** What a form tells its fields and buttons. */
export interface FormContent {
  readonly attempt: Attempt;
  /** The element with the form's message. */
  readonly messageId: string;
  /** Says that something went well. */
  readonly tell: (news: string) => void;
}

export const FormContext = createContext<FormContent | undefined>(undefined);

export function useForm(): FormContent {
  const form = use(FormContext);
  if (!form) throw new Error("This belongs into a <Form>.");
  return form;
}

/** The attributes of an input: which label and message are its own. `hintId` is an element that explains it. */
export function useField(name: FieldName, hintId?: string) {
  const { attempt, messageId } = useForm();
  const isInvalid = attempt.problem?.about === name;
  const describedBy = [hintId, isInvalid ? messageId : undefined].filter(Boolean).join(" ");
  return {
    id: useId(),
    name,
    "aria-invalid": isInvalid,
    "aria-describedby": describedBy || undefined,
  };
}
