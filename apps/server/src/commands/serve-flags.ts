import type { SettingFlags } from "../settings/load.ts";

/** The flags of `serve` as commander reads them: what begins with `no-` is true unless given. */
export interface ServeFlags extends SettingFlags {
  readonly interactive?: true;
  readonly smtpInit: boolean;
  readonly keepAlive: boolean;
}
