import { Field } from "../forms/field.tsx";
import { Form } from "../forms/form.tsx";
import type { Account } from "../users/accounts.ts";

export const AccountPage = ({ account }: { readonly account: Account }) => (
  <>
    <p>You are signed in as {account.emailAddress}.</p>
    <h2>Your profile</h2>
    <Form submit="Save" action="/account">
      <Field label="Name" name="display_name" autocomplete="name" value={account.displayName} isOptional />
      <div class="field">
        <label for="bio">About you</label>
        <textarea id="bio" name="bio" rows={4}>
          {account.bio}
        </textarea>
      </div>
    </Form>
    <h2>Signing in</h2>
    <ul>
      <li>
        <a href="/account/devices">See where you are signed in</a>
      </li>
      <li>
        <a href="/account/email-address">Change your e-mail address</a>
      </li>
      <li>
        <a href="/account/password">Change your password</a>
      </li>
    </ul>
  </>
);
