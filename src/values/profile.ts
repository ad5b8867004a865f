/** What a device is, as far as an image has to fit it. */
export type Profile = {
  readonly name: string;
  readonly architecture: "arm64";
  /** Bytes of a memory page: the Pi 5 kernel of Raspberry Pi OS uses 16384. */
  readonly pageSize: number;
  readonly kernel: string;
};

export const profiles = {
  "raspberry-pi-5": { name: "raspberry-pi-5", architecture: "arm64", pageSize: 16_384, kernel: "6.12" },
  "raspberry-pi-5-4k": { name: "raspberry-pi-5-4k", architecture: "arm64", pageSize: 4096, kernel: "6.12" },
  "raspberry-pi-4": { name: "raspberry-pi-4", architecture: "arm64", pageSize: 4096, kernel: "6.12" },
} as const satisfies Readonly<Record<string, Profile>>;
