/** The version of this project, as package.json has it. */
export const toolVersion = "0.1.0";
