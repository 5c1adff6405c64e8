import { Form } from "../forms/form.tsx";
import { NewPasswordField, PasswordField } from "../forms/known-fields.tsx";
import type { Problem } from "../forms/refusals.ts";

export const PasswordPage = ({ problem }: { readonly problem?: Problem | undefined }) => (
  <Form submit="Change the password" problem={problem}>
    <PasswordField label="Current password" problem={problem} />
    <NewPasswordField problem={problem} />
  </Form>
);
