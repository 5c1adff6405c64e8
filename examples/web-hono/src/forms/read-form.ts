import type { Context } from "hono";

/** The text of a field; `""` where the form has none of that name. */
export type FormFields = (name: string) => string;

/** Reads the form that was posted. */
export async function readForm(context: Context): Promise<FormFields> {
  const fields = await context.req.parseBody();
  return (name) => {
    const value = fields[name];
    return typeof value === "string" ? value : "";
  };
}

/** Codes have capital letters and digits only: spaces and hyphens that came with a paste are dropped. */
export const toCode = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
