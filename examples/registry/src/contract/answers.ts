import type { Permission } from "./permissions.ts";
import type { RefusalCode } from "./refusals.ts";

// What the registry answers, as JSON. Times are ISO 8601 in UTC.

export interface RegistryAnswer {
  /** Where to sign in. */
  readonly authServerUrl: string;
}

export interface Me {
  readonly emailAddress: string;
  readonly identities: readonly { readonly name: string; readonly permission: Permission }[];
}

export interface Member {
  readonly emailAddress: string;
  readonly permission: Permission;
}

export type Visibility = "public" | "private";

export interface Package {
  readonly name: string;
  /** Who publishes it. */
  readonly identity: string;
  readonly visibility: Visibility;
  readonly description: string;
}

export interface Version {
  readonly version: string;
  /** The range of compiler versions that it needs. */
  readonly compiler: string;
  readonly sizeBytes: number;
  /** Of the bundle, as 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly publishedAt: string;
  /** Null where it was not revoked. */
  readonly revokedAt: string | null;
}

export interface PackageWithVersions extends Package {
  /** The highest first, revoked ones too. */
  readonly versions: readonly Version[];
}

export interface SearchAnswer {
  readonly packages: readonly Package[];
  /** Ask for those after this name; null where there are no more. */
  readonly after: string | null;
}

export interface RefusalAnswer {
  readonly error: { readonly code: RefusalCode; readonly message: string };
}
