import { startDev } from "tiauth/dev";
import { startApplication } from "./start.ts";

// The auth server, as `tiauth dev` is one, and the application in one process. Everybody knows these secrets.
const port = Number(process.env.PORT ?? 3000);
const sharedSecret = "known to everybody: for development only";
const cookieSecrets = ["known to everybody: for development only"];

const authServer = await startDev({
  userServerUrl: `http://127.0.0.1:${port}/user-server`,
  environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret, TIAUTH_SESSION_RENEWAL_WINDOW: "168h" },
});
const application = await startApplication({
  port,
  databasePath: "pinboard.sqlite",
  authServerUrl: authServer.url,
  cookieSecrets,
  sharedSecret,
});

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);
writeLine(`Pinboard: ${application.url}`);
writeLine(`Its mails: ${authServer.url}inbox`);
authServer.inbox.follow({ put: ({ subject, code }) => writeLine(`Mail: ${subject} ${code ?? ""}`) });

async function stop() {
  await application.stop();
  await authServer.close();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
