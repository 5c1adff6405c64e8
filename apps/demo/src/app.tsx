import type { ComponentType } from "react";
import { Frame } from "./frame.tsx";
import { type AccountRoute, type GuestRoute, useRoute } from "./navigation.ts";
import { AccountPage } from "./pages/account-page.tsx";
import type { AccountPageProps } from "./pages/account-page-props.ts";
import { DeletionPage } from "./pages/deletion-page.tsx";
import { DevicesPage } from "./pages/devices-page.tsx";
import { EmailAddressPage } from "./pages/email-address-page.tsx";
import { PasswordPage } from "./pages/password-page.tsx";
import { PasswordResetPage } from "./pages/password-reset-page.tsx";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { SignUpPage } from "./pages/sign-up-page.tsx";
import { sessionToken } from "./session.ts";
import { useStoredValue } from "./stored-value.ts";

const guestPages: Readonly<Record<GuestRoute, ComponentType>> = {
  "#/sign-in": SignInPage,
  "#/sign-up": SignUpPage,
  "#/password-reset": PasswordResetPage,
};

const accountPages: Readonly<Record<AccountRoute, ComponentType<AccountPageProps>>> = {
  "#/account": AccountPage,
  "#/account/email-address": EmailAddressPage,
  "#/account/password": PasswordPage,
  "#/account/devices": DevicesPage,
  "#/account/deletion": DeletionPage,
};

export function App() {
  const token = useStoredValue(sessionToken);
  return <Frame>{token === undefined ? <Guest /> : <User sessionToken={token} />}</Frame>;
}

function Guest() {
  const Page = guestPages[useRoute("guest")];
  return <Page />;
}

function User(props: AccountPageProps) {
  const Page = accountPages[useRoute("user")];
  return <Page {...props} />;
}
