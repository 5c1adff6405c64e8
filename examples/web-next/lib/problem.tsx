import type { CookieClient, ErrorCodeOf } from "@tiauth/client";

const sentences: Readonly<Partial<Record<ErrorCodeOf<CookieClient>, string>>> = {
  email_address_already_used: "There is an account with this address already.",
  incorrect_email_address_verification_code: "That is not the code in the mail.",
  incorrect_temporary_password: "That is not the temporary password in the mail.",
  incorrect_password: "The password is wrong.",
  invalid_email_address: "That is no e-mail address.",
  invalid_password_length: "A password has 10 to 100 characters.",
  rate_limited: "Too many attempts: try again in a minute.",
  user_not_found: "There is no account with this address.",
  weak_password: "This password is easily guessed.",
};

const known: ReadonlyMap<string, string> = new Map(Object.entries(sentences));

/** What was wrong with what somebody typed, by the error code in the query. Shows nothing that is written there. */
export function Problem({ error }: { readonly error: string | readonly string[] | undefined }) {
  if (error === undefined) return null;
  return <p role="alert">{known.get(String(error)) ?? "That did not work. Try again."}</p>;
}
