import type { BundleStore } from "../bundles/bundle-store.ts";
import type { Database } from "../database/database.ts";

/** What the rules in this folder work with. None of them knows of HTTP. */
export interface Registry {
  readonly database: Database;
  readonly bundles: BundleStore;
  /** A folder for what arrives, of this process alone. */
  readonly incomingPath: string;
  readonly limits: Limits;
  readonly now: () => Date;
}

export interface Limits {
  readonly bundleBytes: number;
  /** How long an upload may take. */
  readonly uploadSeconds: number;
  /** Identities cannot be deleted, and good names are few: this keeps robots from taking them. */
  readonly identitiesPerUserPerDay: number;
  /** By all users together. */
  readonly identitiesPerDay: number;
}
