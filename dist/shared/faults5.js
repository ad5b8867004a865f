import { n as defineFaults } from "./fault.js";

// src/models/faults.ts
const modelFaults = defineFaults({
	DVC_FILE_INVALID: "A .dvc file or DVC's configuration cannot be read.",
	DVC_OBJECT_MISSING: "A DVC remote does not hold the object that a .dvc file names.",
	DVC_OUTPUT_UNSUPPORTED: "A .dvc file tracks something that cannot be released: a folder, several outputs, an import, or DVC 2 data.",
	DVC_POINTER_CHANGED: "A .dvc file in the working tree differs from the commit that would be recorded.",
	DVC_REMOTE_FAILED: "A DVC remote could not be read.",
	DVC_REMOTE_MISSING: "No DVC remote is configured for an output.",
	DVC_REMOTE_UNSUPPORTED: "A DVC remote is of a kind, or has a setting, that is not read.",
	MODEL_CHANGED: "A file of a model changed while it was read.",
	MODEL_DIGEST_MISMATCH: "The bytes of a model are not those that its registry names.",
	MODEL_ENTRY_UNUSABLE: "A model holds something that cannot be signed: a link, a pipe, a device, a name that is not UTF-8, or what cannot be read.",
	MODEL_FILE_UNUSABLE: "A model file is empty, not a regular file, or only a pointer to the real one.",
	MODEL_REF_INVALID: "A model reference does not follow the grammar of its scheme.",
	MODEL_REF_NOT_FOUND: "A model reference names a revision or a path that is not there.",
	MODEL_REF_UNSUPPORTED: "A model reference has a scheme or a part that is not supported.",
	MODEL_SIZE_MISMATCH: "A model is larger or smaller than its registry says, or than any model may be.",
	MODEL_TOO_MANY_FILES: "A model has more files than a signature can list.",
	MODEL_TWICE: "Two models of one release have the same name."
});

export { modelFaults as t };