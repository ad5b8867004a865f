import { defineFaults } from "../values/fault.ts";

export const layerFaults = defineFaults({
  LAYER_CORRUPT: "A layer cannot be unpacked, or its content is not what the image's config says.",
  LAYER_ENTRY: "A file cannot be put into a new layer.",
  LAYER_SPILL: "The large files of a layer do not fit into the temporary folder.",
  LAYER_TOO_LARGE: "A layer unpacks to more than is looked at.",
  LAYER_UNSUPPORTED: "A layer has a media type that is not accepted.",
});
