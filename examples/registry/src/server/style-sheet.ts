import { readFileSync } from "node:fs";

export const styleSheet = readFileSync(new URL("../../public/style.css", import.meta.url), "utf8");
