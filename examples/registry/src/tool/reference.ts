import { checkPackageName } from "../contract/names.ts";

/**
 * `hello@1.0.0`, or `hello` for no version in particular.
 *
 * @throws {Refusal} `invalid_package_name`: it becomes a part of addresses and paths.
 */
export function parseReference(text: string): { readonly name: string; readonly version: string | undefined } {
  const [name = "", ...rest] = text.split("@");
  checkPackageName(name);
  return { name, version: rest.length > 0 ? rest.join("@") : undefined };
}
