import { goTo } from "../navigation.ts";

interface CancelButtonProps {
  /** Gives up what is under way. */
  readonly onCancel: () => void;
}

export function CancelButton({ onCancel }: CancelButtonProps) {
  const cancel = () => {
    onCancel();
    goTo("#/account");
  };
  return (
    <button type="button" className="link" onClick={cancel}>
      Back to your account
    </button>
  );
}
