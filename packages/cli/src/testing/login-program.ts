import { CliError, createCliAuth } from "../index.ts";

// A tool as somebody would write it, for tests that start it as a process.
const auth = createCliAuth({ tool: "reg", server: process.env.SERVER ?? "", pollSeconds: 0.3 });
try {
  const { email, userId } = await auth.login();
  process.stdout.write(`${email} is ${userId}\n`);
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
