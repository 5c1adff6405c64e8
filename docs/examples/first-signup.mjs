// A first signup from the terminal: node docs/examples/first-signup.mjs [e-mail address]
import { createInterface } from "node:readline/promises";
import { createClient } from "@tiauth/client";

const client = createClient("http://127.0.0.1:3777/");
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const emailAddress = process.argv[2] ?? "ann@example.com";

const { signupToken } = accepted(await client.createSignup({ emailAddress }));
const emailAddressVerificationCode = await terminal.question(`Code from the mail to ${emailAddress}: `);
accepted(await client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
const password = await terminal.question("A password of at least 10 characters: ");
accepted(await client.setSignupPassword({ signupToken, password }));
const { sessionToken } = accepted(await client.completeSignup({ signupToken }));
const { session } = accepted(await client.getSession({ sessionToken }));

process.stdout.write(`Signed up and signed in as user ${session.userId} until ${session.expiresAt?.toISOString()}\n`);
terminal.close();

/** The first refusal ends the script with its code. */
function accepted(result) {
  if (result.ok) return result;
  terminal.close();
  throw new Error(result.errorCode);
}
