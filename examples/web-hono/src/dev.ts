import { startDev } from "tiauth/dev";
import { readSettings } from "./settings.ts";
import { startApplication } from "./start.ts";

// The auth server, as `tiauth dev` starts it, and the application in one process. What is in here is known to everybody:
// for development only.
const { PORT = "3000" } = process.env;
const SHARED_SECRET = "known to everybody, for development only";

const authServer = await startDev({
  userServerUrl: `http://127.0.0.1:${PORT}/user-server`,
  environment: { TIAUTH_USER_SERVER_SECRET: SHARED_SECRET, TIAUTH_SESSION_RENEWAL_WINDOW: "168h" },
});
const application = await startApplication(
  readSettings({
    PORT,
    SHARED_SECRET,
    COOKIE_SECRETS: "known to everybody, for development only",
    AUTH_SERVER_URL: authServer.url,
    DATABASE_PATH: ".tiauth/pinboard.sqlite",
  }),
);

process.stdout.write(`Pinboard  ${application.url}\nMails     ${authServer.url}inbox\n`);
authServer.inbox.follow({
  put: ({ to, subject, code }) => process.stdout.write(`Mail      ${to}: ${subject} ${code ?? ""}\n`),
});

async function stop() {
  await application.stop();
  await authServer.close();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
