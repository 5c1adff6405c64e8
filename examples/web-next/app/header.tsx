import Link from "next/link";
import { redirect } from "next/navigation";
import { auth } from "../lib/auth";
import { users } from "../lib/users";

async function signOut() {
  "use server";
  await auth.act((client) => client.deleteSession());
  redirect("/");
}

/** Above the pages for who is signed in. Asks for the session as they do: the auth server is asked once. */
export async function Header() {
  const session = await auth.getSession();
  if (!session) return null;
  return (
    <header>
      <p>{users().find(session.userId)?.emailAddress}</p>
      <nav>
        <Link href="/account">Account</Link> <Link href="/devices">Devices</Link>
      </nav>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
    </header>
  );
}
