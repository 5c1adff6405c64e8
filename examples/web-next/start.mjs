// The auth server, as `tiauth dev` starts it, and beside it `next dev` or `next start`. The secrets in here are known to
// everybody: for development only.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { startDev } from "tiauth/dev";

const [, , command = "dev"] = process.argv;
const { PORT = "3000", DATABASE_PATH = ".tiauth/people.sqlite", TIAUTH_FOLDER: directory = ".tiauth" } = process.env;
const sharedSecret = "known to everybody: for development only";

const authServer = await startDev({
  directory,
  userServerUrl: `http://127.0.0.1:${PORT}/users`,
  environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret, TIAUTH_SESSION_RENEWAL_WINDOW: "168h" },
});
process.stdout.write(`Mails     ${authServer.url}inbox\n`);
authServer.inbox.follow({
  put: ({ to, subject, code }) => process.stdout.write(`Mail      ${to}: ${subject} ${code ?? ""}\n`),
});

const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
const app = spawn(process.execPath, [next, command, "--port", PORT, "--hostname", "127.0.0.1"], {
  stdio: "inherit",
  env: {
    NEXT_TELEMETRY_DISABLED: "1",
    COOKIE_SECRETS: "known to everybody: for development only",
    ...process.env,
    AUTH_SERVER_URL: authServer.url,
    SHARED_SECRET: sharedSecret,
    DATABASE_PATH,
  },
});

function stop() {
  app.kill("SIGTERM");
  // Browsers keep connections open that they do not use, and Next.js waits for them.
  setTimeout(() => app.kill("SIGKILL"), 500).unref();
  void authServer.close();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
app.once("exit", stop);
