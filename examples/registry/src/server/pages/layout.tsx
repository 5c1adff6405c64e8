import { jsxRenderer } from "hono/jsx-renderer";

declare module "hono" {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: hono's interface is added to
    (content: string | Promise<string>, head: { readonly title: string }): Response | Promise<Response>;
  }
}

/** What every page has around it. */
export const layout = jsxRenderer(({ children, title }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} · Registry`}</title>
      <link rel="stylesheet" href="/style.css" />
      <link rel="icon" href="data:," />
    </head>
    <body>
      <header>
        <a href="/">Registry</a>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
));
