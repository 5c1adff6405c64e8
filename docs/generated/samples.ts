import type { Field } from "./contract.ts";

const token = "3xkqv9rmc7h2tzp8wdy4nbfj.s6gae5ukr2hvx9mqp3tzc8wd";
const bytes = "c2FtcGxlIGJ5dGVzLCBub3QgYSBoYXNo";

/** What stands in the examples, by the end of a field's name; the longest end that fits. */
const samples: Readonly<Record<string, string | number>> = {
  email_address: "alice@example.com",
  new_email_address: "alice@example.org",
  email_address_verification_code: "H7KQ2MXP",
  client_name: "acme deploy",
  code: "H7KQ2MXP",
  password: "three wooden spoons",
  temporary_password: "QW8ZK4TRNB7M",
  password_hash: bytes,
  password_hash_algorithm_id: "argon2id.3.65536.1.32",
  password_salt: bytes,
  user_id: "42",
  session_id: "3xkqv9rmc7h2tzp8wdy4nbfj",
  _token: token,
  _counter: 0,
};

/** The example value of an argument. Throws for an argument that has none yet. */
export function sampleOf({ name }: Field): string | number {
  const ends = Object.keys(samples).filter((end) => name.endsWith(end));
  const sample = samples[ends.sort((a, b) => b.length - a.length)[0] ?? ""];
  if (sample === undefined) throw new Error(`${name}: there is no sample for this argument yet`);
  return sample;
}
