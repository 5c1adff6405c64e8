import { useId } from "react";
import type { Device } from "../flows/use-devices.ts";
import { Time } from "./time.tsx";

interface DeviceItemProps {
  readonly device: Device;
  /** Whether something is being done already. */
  readonly isBusy: boolean;
  readonly onSignOut: () => void;
}

/** A device in words: which browser, where, when. The button stays when it has done its work, and the focus with it. */
export function DeviceItem({ device, isBusy, onSignOut }: DeviceItemProps) {
  const nameId = useId();
  const { label, clientAddress, lastUsedAt, current, isSignedOut } = device;
  return (
    <li>
      <div>
        <p className="device" id={nameId}>
          <strong>{label || "Unknown browser"}</strong>
          {current && <span className="mark">This device</span>}
          {isSignedOut && <span className="mark">Signed out</span>}
        </p>
        <p>{clientAddress ? `Network ${clientAddress}` : "Unknown network"}</p>
        <p>
          Last used <Time at={lastUsedAt} />
        </p>
      </div>
      {!current && (
        <button
          type="button"
          className="button"
          data-look={isSignedOut ? "done" : "quiet"}
          aria-describedby={nameId}
          aria-disabled={isBusy || isSignedOut === true}
          onClick={() => !isSignedOut && onSignOut()}
        >
          Sign out there
        </button>
      )}
    </li>
  );
}
