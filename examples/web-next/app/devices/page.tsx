import type { ListedSession } from "@tiauth/client";
import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { Header } from "../header";

async function signOutThere(form: FormData) {
  "use server";
  await auth.act((client) => client.deleteSessionById({ sessionId: String(form.get("session_id")) }));
  redirect("/devices");
}

async function signOutEverywhereElse() {
  "use server";
  await auth.act((client) => client.deleteOtherSessions());
  redirect("/devices");
}

export default async function Devices() {
  await auth.requireSession({ next: "/devices" });
  const listed = await auth.look((client) => client.listSessions());
  return (
    <>
      <Header />
      <h1>Devices</h1>
      <ul>{listed.ok && listed.sessions.map((session) => <Device key={session.id} session={session} />)}</ul>
      <form action={signOutEverywhereElse}>
        <button type="submit">Sign out everywhere else</button>
      </form>
    </>
  );
}

function Device({ session }: { readonly session: ListedSession }) {
  const { id, label, clientAddress, lastUsedAt, current } = session;
  const lastUsed = lastUsedAt.toLocaleString("en-GB", { timeZone: "UTC" });
  return (
    <li>
      {[label || "A browser", clientAddress, `last used on ${lastUsed} UTC`].filter(Boolean).join(", ")}
      {current ? (
        " (this one)"
      ) : (
        <form action={signOutThere}>
          <input type="hidden" name="session_id" value={id} />
          <button type="submit">Sign out there</button>
        </form>
      )}
    </li>
  );
}
