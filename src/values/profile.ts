/** What a device is, as far as an image has to fit it. */
export type Profile = {
  readonly name: string;
  readonly architecture: "arm64";
  /** Bytes of a memory page: the Pi 5 kernel of Raspberry Pi OS uses 16384. */
  readonly pageSize: number;
  readonly kernel: string;
  /** True where the kernel starts 32-bit Arm programs too. */
  readonly arm32: boolean;
  /** Highest level that Go's GOARM64 may name: Cortex-A76 is v8.2, Cortex-A72 v8.0. */
  readonly goArm64: string;
  /** CPU features that programs may rely on, as /proc/cpuinfo names them. */
  readonly cpu: readonly string[];
  readonly accelerator?: Accelerator;
};

/** A Hailo module and the software on the host that a container has to match exactly. */
export type Accelerator = {
  readonly vendor: "hailo";
  readonly device: "HAILO8" | "HAILO8L" | "HAILO10H" | "HAILO15H";
  /** Version of the driver and of libhailort, x.y.z. */
  readonly hailort: string;
};

const cortexA72 = ["fp", "asimd", "evtstrm", "crc32", "cpuid"];
const cortexA76 = [
  ...cortexA72,
  "aes",
  "pmull",
  "sha1",
  "sha2",
  "atomics",
  "fphp",
  "asimdhp",
  "asimdrdm",
  "lrcpc",
  "dcpop",
  "asimddp",
];
const pi5 = {
  architecture: "arm64",
  pageSize: 16_384,
  kernel: "6.12",
  arm32: true,
  goArm64: "v8.2",
  cpu: cortexA76,
} as const;

export const profiles = {
  "raspberry-pi-5": { ...pi5, name: "raspberry-pi-5" },
  "raspberry-pi-5-4k": { ...pi5, name: "raspberry-pi-5-4k", pageSize: 4096 },
  "raspberry-pi-4": {
    ...pi5,
    name: "raspberry-pi-4",
    pageSize: 4096,
    goArm64: "v8.0",
    cpu: cortexA72,
  },
} as const satisfies Readonly<Record<string, Profile>>;
