import { jsxRenderer } from "hono/jsx-renderer";
import type { AccountEnv } from "../app-env.ts";
import { Form } from "../forms/form.tsx";
import { noticeOf } from "./notices.ts";

declare module "hono" {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: hono's interface is added to
    (content: string | Promise<string>, head: { readonly title: string }): Response | Promise<Response>;
  }
}

/** What every page has around it. `context.render(<Page />, { title })` puts a page inside. */
export const layout = jsxRenderer<Partial<AccountEnv>>(({ children, title }, context) => {
  // A form that was refused is posted to the address of a page that may have said something.
  const notice = context.req.method === "GET" && noticeOf(context.req.query("notice"));
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Pinboard</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <strong>Pinboard</strong>
          {context.get("account") && <AccountNavigation />}
        </header>
        <main>
          {notice && (
            <p class="notice" role="status">
              {notice}
            </p>
          )}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
});

const AccountNavigation = () => (
  <nav aria-label="Account">
    <a href="/account">Account</a>
    <a href="/account/devices">Devices</a>
    <Form action="/account/sign-out" submit="Sign out" look="quiet" />
  </nav>
);
