import { createClient } from "@tiauth/client";
import { serverAddress } from "./page-settings.ts";

export const client = createClient(serverAddress);
