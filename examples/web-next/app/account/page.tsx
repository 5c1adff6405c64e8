import { redirect } from "next/navigation";
import { auth } from "../../lib/auth";
import { typed } from "../../lib/form";
import { users } from "../../lib/users";
import { Header } from "../header";

async function rename(form: FormData) {
  "use server";
  const { userId } = await auth.requireSession({ next: "/account" });
  users().rename(userId, typed(form, "display_name").slice(0, 100));
  redirect("/account");
}

export default async function Account() {
  const { userId } = await auth.requireSession({ next: "/account" });
  const user = users().find(userId);
  return (
    <>
      <Header />
      <h1>Account</h1>
      <p>Hello, {user?.displayName || "stranger"}!</p>
      <form action={rename}>
        <label>
          Name <input name="display_name" autoComplete="name" defaultValue={user?.displayName} />
        </label>
        <button type="submit">Save</button>
      </form>
    </>
  );
}
