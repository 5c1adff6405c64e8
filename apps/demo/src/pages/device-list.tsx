import type { Loading } from "../answers/use-loading.ts";
import type { Device } from "../flows/use-devices.ts";
import { Message } from "../form/message.tsx";
import { RetryButton } from "../form/retry-button.tsx";
import { DeviceItem } from "./device-item.tsx";

interface DeviceListProps {
  /** Undefined until the server has answered. */
  readonly devices: readonly Device[] | undefined;
  readonly loading: Loading;
  /** Whether something is being done already. */
  readonly isBusy: boolean;
  readonly onSignOut: (device: Device) => void;
}

export function DeviceList({ devices = [], loading, isBusy, onSignOut }: DeviceListProps) {
  if (loading.attempt.problem) {
    return (
      <div className="devices">
        <Message problem={loading.attempt.problem} />
        <RetryButton {...loading} />
      </div>
    );
  }
  return (
    <ul className="devices">
      {devices.map((device) => (
        <DeviceItem key={device.id} device={device} isBusy={isBusy} onSignOut={() => onSignOut(device)} />
      ))}
    </ul>
  );
}
