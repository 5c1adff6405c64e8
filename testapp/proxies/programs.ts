import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program } from "./proxy.ts";

/** Self-signed, for localhost. */
const pem = (name: string) =>
  fileURLToPath(new URL(`../../apps/server/testing/test-only-${name}.pem`, import.meta.url));

const nginx: Program = {
  command: "nginx",
  versionArgument: "-v",
  tooLargeStatuses: [413],
  file: "nginx.conf",
  certified: () => "localhost",
  replacements: ({ httpPort, httpsPort }) => ({
    "listen 443 ssl;": `listen 127.0.0.1:${httpsPort} ssl;`,
    "listen 80;": `listen 127.0.0.1:${httpPort};`,
    "listen [::]:443 ssl;": "", // not every machine has IPv6
    "listen [::]:80;": "",
    "/etc/letsencrypt/live/example.com/fullchain.pem": pem("certificate"),
    "/etc/letsencrypt/live/example.com/privkey.pem": pem("key"),
  }),
  impatient: {
    "client_body_timeout 15s;": "client_body_timeout 2s;",
    "proxy_read_timeout 30s;": "proxy_read_timeout 2s;",
  },
  prepare: ({ directory }) => {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${what};`);
    const around = `
      daemon off;
      master_process off;
      pid nginx.pid;
      events {}
      http { access_log off; ${temporary.join(" ")} include ${directory}/nginx.conf; }`;
    writeFileSync(join(directory, "main.conf"), around);
    const args = ["-e", "stderr", "-p", directory, "-c", "main.conf"];
    return { args, authorityPath: pem("certificate") };
  },
};

const caddy: Program = {
  command: "caddy",
  versionArgument: "version",
  // 502 unless whoever is behind it was quicker: version 2.6, in Debian 12, does not tell why a body broke off.
  tooLargeStatuses: [413, 502],
  file: "Caddyfile",
  certified: (host) => host,
  replacements: ({ httpPort, httpsPort }) => ({
    // Certificates of its own authority instead of one on the internet.
    "{\n\tservers {": `{
      admin off
      local_certs
      skip_install_trust
      default_bind 127.0.0.1
      http_port ${httpPort}
      https_port ${httpsPort}
      servers {`,
  }),
  impatient: { "read_body 15s": "read_body 2s", "response_header_timeout 30s": "response_header_timeout 2s" },
  prepare: ({ directory }) => ({
    args: ["run", "--config", "Caddyfile", "--adapter", "caddyfile"],
    authorityPath: join(directory, "caddy/pki/authorities/local/root.crt"),
  }),
};

export const programs: readonly Program[] = [nginx, caddy];
