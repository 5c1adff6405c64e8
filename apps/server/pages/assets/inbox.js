import { byId } from "./elements.js";
import { invocationList } from "./invocations.js";
import { followWhileVisible } from "./live.js";
import { mailList } from "./mails.js";

const connection = byId("connection");

/** @param {boolean} isLive */
const connected = (isLive) => {
  connection.textContent = isLive ? "Live" : "Not connected, trying again";
  connection.dataset.live = String(isLive);
};

followWhileVisible("/inbox/events", "mail", { ...mailList(), connected });
followWhileVisible("/inspector/events", "invocation", { ...invocationList(), connected: () => {} });

/** Where the page is narrow one of the two is shown: the one in the address bar. */
const showView = () => {
  const view = location.hash === "#inspector" ? "inspector" : "inbox";
  const main = document.querySelector("main");
  if (main) main.dataset.view = view;
  for (const link of document.querySelectorAll(".views a"))
    link.setAttribute("aria-current", String(link.getAttribute("href") === `#${view}`));
};
addEventListener("hashchange", showView);
showView();
