import Link from "next/link";
import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { typed } from "../../lib/form";
import { users } from "../../lib/users";

async function rename(form: FormData) {
  "use server";
  const { userId } = await auth.requireSession({ next: "/account" });
  users().rename(userId, typed(form, "display_name").slice(0, 100));
  redirect("/account");
}

async function signOut() {
  "use server";
  await auth.act((client) => client.deleteSession());
  redirect("/");
}

export default async function Account() {
  const { userId } = await auth.requireSession({ next: "/account" });
  const user = users().find(userId);
  return (
    <>
      <h1>Account</h1>
      <p>
        {user?.displayName} &lt;{user?.emailAddress}&gt;
      </p>
      <form action={rename}>
        <label>
          Name <input name="display_name" autoComplete="name" defaultValue={user?.displayName} />
        </label>
        <button type="submit">Save</button>
      </form>
      <p>
        <Link href="/devices">Devices</Link>
      </p>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
    </>
  );
}
