import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { type AnyBody, type HttpAnswer, notFound } from "../../http/answer.ts";
import { targetOf } from "./query.ts";

/** By the end of a file's name. */
const contentTypes: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
};

/** A file as it is, read anew for every request. */
export async function fileAnswer(path: string): Promise<HttpAnswer<AnyBody>> {
  const type = contentTypes[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return { status: 200, body: await readFile(path), headers: { "Content-Type": type } };
}

/** The files of a folder by the last part of the path: those that are in it, and so nothing outside. */
export const assetsIn = (folder: string) => async (incoming: IncomingMessage) => {
  const name = targetOf(incoming).pathname.split("/").at(-1) ?? "";
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return names.includes(name) ? fileAnswer(`${folder}/${name}`) : notFound;
};
