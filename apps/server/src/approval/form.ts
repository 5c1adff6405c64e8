/** What a form asks for. */
export type Choice = "show" | "approve" | "deny";

/** What a person has sent from the page. */
export interface Sent {
  readonly choice: Choice;
  readonly approvalToken: string;
}

/** Far more than a link from a mail has. */
const maxCharacters = 2000;

const choices: readonly Choice[] = ["approve", "deny"];

/**
 * Reads the body of a form (`application/x-www-form-urlencoded`). Whatever is no clear decision only asks to be shown
 * the request. Who has pasted the whole link means what is after its `#`; mail programs break it into lines.
 */
export function readForm(body: string): Sent {
  const fields = new URLSearchParams(body);
  const pasted = (fields.get("approval_token") ?? "").slice(0, maxCharacters);
  const choice = choices.find((known) => fields.getAll("choice").join() === known) ?? "show";
  return { choice, approvalToken: pasted.slice(pasted.lastIndexOf("#") + 1).replaceAll(/\s/g, "") };
}
