// The same as first-signup.mjs with @faroe/client: node docs/examples/first-signup-faroe.mjs [e-mail address]
import { createInterface } from "node:readline/promises";
import { Client } from "@faroe/client";

const client = new Client({ sendActionInvocationEndpointRequest: post });
const terminal = createInterface({ input: process.stdin, output: process.stdout });
const emailAddress = process.argv[2] ?? "bob@example.com";

const { signupToken } = accepted(await client.createSignup(emailAddress));
const code = await terminal.question(`Code from the mail to ${emailAddress}: `);
accepted(await client.verifySignupEmailAddressVerificationCode(signupToken, code));
const password = await terminal.question("A password of at least 10 characters: ");
accepted(await client.setSignupPassword(signupToken, password));
const { sessionToken } = accepted(await client.completeSignup(signupToken));
const { session } = accepted(await client.getSession(sessionToken));

process.stdout.write(`Signed up and signed in as user ${session.userId} until ${session.expiresAt?.toISOString()}\n`);
terminal.close();

/** This client leaves HTTP to its user. */
async function post(body) {
  const response = await fetch("http://127.0.0.1:3777/", { method: "POST", body });
  if (response.status === 200) return response.text();
  throw new Error(`HTTP ${response.status}`);
}

/** The first refusal ends the script with its code. */
function accepted(result) {
  if (result.ok) return result;
  terminal.close();
  throw new Error(result.errorCode);
}
