import { readFileSync } from "node:fs";

/**
 * How many datagrams the kernel dropped at a UDP port of 127.0.0.1 because the socket's buffer was full; undefined where the
 * kernel does not say (it does on Linux).
 */
export function droppedDatagrams(port: number): number | undefined {
  let table: string;
  try {
    table = readFileSync("/proc/net/udp", "utf8");
  } catch {
    return undefined;
  }
  return dropsIn(table, port);
}

/** The last column of the row of 127.0.0.1:`port` in `/proc/net/udp`. */
export function dropsIn(table: string, port: number): number | undefined {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const line of table.split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === address) return Number(columns.at(-1));
  }
  return undefined;
}
