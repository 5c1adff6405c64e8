import { emailAddress } from "../session.ts";
import { useStoredValue } from "../stored-value.ts";

/** Tells the browser's password manager whose password the form is about. */
export function AccountName() {
  const name = useStoredValue(emailAddress) ?? "";
  return <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />;
}
