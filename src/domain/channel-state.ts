/** A way in or out, and whether it is open; `text` says where it is, or why it is not there. */
export interface ChannelState {
  /** `telegram`, `sms`, `forward` for instance. */
  readonly name: string;
  readonly isOn: boolean;
  readonly text: string;
}
