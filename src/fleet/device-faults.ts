import { defineFaults } from "../values/fault.ts";

export const deviceFaults = defineFaults({
  DEVICE_FILE_MISSING: "A file that the device needs is not in the tree that it follows.",
  DEVICE_FILE_TOO_LARGE: "A file is larger than a device accepts.",
  DEVICE_POINTER_CHAIN: "The next pointer does not follow the one that the device accepted before.",
  DEVICE_POINTER_EPOCH: "The pointer is of another epoch than the trust document.",
  DEVICE_POINTER_EQUIVOCAL: "Two pointers of the same position have different bytes.",
  DEVICE_POINTER_FLOOR: "The pointer is below the floor that the trust document sets for the ring.",
  DEVICE_POINTER_JUMP: "The sequence number is more than 1000 ahead of the last accepted one.",
  DEVICE_POINTER_REPLAYED: "The pointer is older than the one that the device accepted before.",
  DEVICE_RELEASE_DENIED: "The pointer names a release that it denies itself, by release, image or model.",
  DEVICE_RELEASE_PATH: "The pointer names a release at a path that is not the release's own.",
  DEVICE_RELEASE_TAMPERED: "The release file has another digest than the pointer says.",
  DEVICE_STATE_UNREADABLE: "The durable state of the device cannot be read.",
  DEVICE_TRUST_EQUIVOCAL: "Two trust documents of the same version have different bytes.",
  DEVICE_TRUST_ROLLBACK: "The trust document is older than the one that the device accepted before.",
});
