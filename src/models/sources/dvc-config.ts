import { modelFaults } from "../faults.ts";

/** DVC's configuration: settings by section; sections and keys in lower case, `remote "name"` keeps the name's case. */
export type DvcConfig = ReadonlyMap<string, ReadonlyMap<string, string>>;

const largestConfig = 262_144;

/**
 * Reads one level of DVC's configuration: the INI form of ConfigObj as far as DVC writes it, `['remote "name"']` included.
 * Throws DVC_FILE_INVALID with the line.
 */
export function readDvcConfig(bytes: Uint8Array, name: string): DvcConfig {
  const refuse = (line: number, why: string) =>
    modelFaults.fault("DVC_FILE_INVALID", `${name}:${line}: ${why}`, { where: `${name}:${line}` });
  if (bytes.length > largestConfig) throw refuse(1, `it is larger than ${largestConfig} bytes`);
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  for (const [index, raw] of Buffer.from(bytes).toString("utf8").split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    const header = /^\[\s*(?:'([^']*)'|"([^"]*)"|([^'"\]]*(?:"[^"]*")?))\s*\](?:\s*#.*)?$/.exec(line);
    if (header !== null) {
      const title = sectionName(header[1] ?? header[2] ?? header[3] ?? "");
      section = sections.get(title) ?? new Map<string, string>();
      sections.set(title, section);
      continue;
    }
    const setting = /^([A-Za-z0-9_.-]+)\s*=\s*(.*)$/.exec(line);
    if (setting?.[1] === undefined || setting[2] === undefined || section === undefined)
      throw refuse(index + 1, "is neither a section nor a setting");
    if (/^(?:'''|""")/.test(setting[2])) throw refuse(index + 1, "values of several lines are not read");
    section.set(setting[1].toLowerCase(), unquote(setting[2]));
  }
  return sections;
}

function sectionName(text: string): string {
  const named = /^(remote|machine|db)\s*"(.*)"$/i.exec(text.trim());
  return named?.[1] === undefined
    ? text.trim().toLowerCase()
    : `${named[1].toLowerCase()} "${named[2] ?? ""}"`;
}

function unquote(text: string): string {
  const quoted = /^(?:"([^"]*)"|'([^']*)')(?:\s*#.*)?$/.exec(text);
  return quoted === null ? text.replace(/\s+#.*$/, "").trim() : (quoted[1] ?? quoted[2] ?? "");
}

/** Lays one level over another: later settings win one by one. */
export function overlayConfig(below: DvcConfig, above: DvcConfig): DvcConfig {
  const merged = new Map(below);
  for (const [section, settings] of above)
    merged.set(section, new Map([...(below.get(section) ?? []), ...settings]));
  return merged;
}

/** The settings of a remote, or undefined when it is not configured. */
export function remoteSettings(config: DvcConfig, name: string): ReadonlyMap<string, string> | undefined {
  return config.get(`remote "${name}"`);
}
