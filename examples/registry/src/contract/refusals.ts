/** Everything the registry refuses: its HTTP status, and what people are told. */
export const refusals = {
  invalid_request: [400, "The registry does not understand this request."],
  invalid_identity_name: [400, "An identity's name has 1 to 64 of a-z, 0-9 and -, with no - at its ends."],
  invalid_package_name: [
    400,
    "A package's name has 1 to 64 of a-z, 0-9, - _ and single dots, with none of these at its ends.",
  ],
  invalid_version: [400, "A version is like 1.2.3 or 1.2.3-beta.1, without build metadata, of at most 64 characters."],
  invalid_compiler: [400, "A compiler version is like 1.4.0; what a package needs is a range of them, like >=1.4."],
  invalid_permission: [400, "A permission is download, publish or administer."],
  invalid_description: [400, "A description has at most 200 characters, in one line."],
  invalid_checksum: [400, "The SHA-256 of the bundle has to be given, as 64 hexadecimal digits."],
  checksum_mismatch: [400, "What arrived is not what was sent: its SHA-256 is another."],
  upload_incomplete: [400, "The bundle did not arrive whole, or not in time."],
  not_signed_in: [401, "You are not signed in, or not any more."],
  not_permitted: [403, "Your permission for this identity does not include that."],
  not_found: [404, "There is nothing here."],
  identity_not_found: [404, "There is no such identity."],
  package_not_found: [404, "There is no such package, or you may not see it."],
  version_not_found: [404, "There is no such version of this package."],
  member_not_found: [404, "They are not a member of this identity."],
  user_not_found: [404, "Nobody with this e-mail address has signed in here yet."],
  identity_name_taken: [409, "This name is taken."],
  package_name_taken: [409, "A package of another identity has this name."],
  version_taken: [409, "This version is published already, and stays as it is. Publish a new one."],
  last_administrator: [409, "An identity needs an administrator: let somebody else administer it first."],
  visibility_decided: [409, "Whether a package is private was decided by its first version."],
  version_revoked: [410, "This version was revoked: its content is gone."],
  bundle_too_large: [413, "The bundle is larger than the registry takes."],
  too_many_identities: [429, "Too many identities were created lately. Please try again tomorrow."],
  internal_error: [500, "Something broke in the registry."],
  auth_server_unavailable: [503, "Who you are cannot be checked just now. Please try again."],
} as const satisfies Readonly<Record<string, readonly [status: number, text: string]>>;

export type RefusalCode = keyof typeof refusals;

/** Thrown where something is refused: whatever was begun is undone, and the one who asked is answered the code. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(refusals[code][1]);
    this.name = "Refusal";
    this.code = code;
  }
}

export const isRefusalCode = (text: unknown): text is RefusalCode =>
  typeof text === "string" && Object.hasOwn(refusals, text);
