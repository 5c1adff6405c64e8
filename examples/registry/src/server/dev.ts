import { startDev } from "tiauth/dev";
import { openRegistry } from "./open-registry.ts";
import { startRegistry } from "./start.ts";

// The auth server, as `tiauth dev` is one, and the registry in one process. Everybody knows this secret.
const port = Number(process.env.PORT ?? 4000);
const sharedSecret = "for development only, everybody knows it";

const authServer = await startDev({
  port: process.env.AUTH_PORT === undefined ? undefined : Number(process.env.AUTH_PORT),
  userServerUrl: `http://127.0.0.1:${port}/user-server`,
  environment: { TIAUTH_USER_SERVER_SECRET: sharedSecret, TIAUTH_CLI_SIGNIN: "anyone" },
});
const registry = await startRegistry(await openRegistry({ dataPath: "registry-data" }), {
  port,
  authServerUrl: authServer.url,
  sharedSecret,
});

const writeLine = (line: string) => void process.stdout.write(`${line}\n`);
writeLine(`Registry: ${registry.url}`);
writeLine(`Its mails: ${authServer.url}inbox`);
authServer.inbox.follow({ put: ({ subject, link }) => writeLine(`Mail: ${subject} ${link ?? ""}`) });

async function stop() {
  await registry.stop();
  await authServer.close();
}
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
