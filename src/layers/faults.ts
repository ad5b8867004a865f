import { defineFaults } from "../values/fault.ts";

export const layerFaults = defineFaults({
  LAYER_CORRUPT: "A layer cannot be unpacked, or its content is not what the image's config says.",
  LAYER_UNSUPPORTED: "A layer has a media type that is not accepted.",
});
