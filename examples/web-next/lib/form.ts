import { redirect } from "next/navigation";

/** What somebody typed into a field. */
export const typed = (form: FormData, name: string): string => String(form.get(name) ?? "");

/** Leads back to the page with the form, which shows what was wrong. */
export function goBack(path: string, query: Readonly<Record<string, string>>): never {
  redirect(`${path}?${new URLSearchParams(query)}`);
}
