import type { Registry } from "../domain/registry.ts";

/** What every route has in `context.var`. */
export interface RegistryEnv {
  Variables: { readonly registry: Registry };
}

/** What routes have that anybody may ask: the one who asks, if they are signed in. */
export interface VisitorEnv {
  Variables: RegistryEnv["Variables"] & { readonly userId: string | undefined };
}

/** What routes have for people who are signed in. */
export interface UserEnv {
  Variables: RegistryEnv["Variables"] & { readonly userId: string };
}
