import type { ReactNode } from "react";
import icon from "./icon.svg";
import { useNotice } from "./navigation.ts";

/** What surrounds every page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const notice = useNotice();
  return (
    <>
      <header>
        <img src={icon} alt="" width="40" height="40" />
        <span>Tiauth</span>
      </header>
      <main>
        <p className="notice" role="status">
          {notice && <span>{notice}</span>}
        </p>
        {children}
      </main>
      <footer>An example of a front end with Tiauth. Its source is there to be copied.</footer>
    </>
  );
}
