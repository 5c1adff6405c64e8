import type { Context } from "hono";
import type { NoticeName } from "../pages/notices.ts";

/** After a form that was taken: the browser asks for a page, which can be loaded anew without posting again. */
export const seeOther = (context: Context, path: string, notice?: NoticeName) =>
  context.redirect(notice ? `${path}?notice=${notice}` : path, 303);
