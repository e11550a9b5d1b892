/** The severities of syslog, by number. */
const SYSLOG = ["emergency", "alert", "critical", "error", "warn", "notice", "info", "debug"] as const;

/** By how a status begins. */
const WORDS: readonly (readonly [beginning: RegExp, status: string])[] = [
  [/^(emerg|f)/, "emergency"],
  [/^a/, "alert"],
  [/^c/, "critical"],
  [/^e/, "error"],
  [/^w/, "warn"],
  [/^n/, "notice"],
  [/^i/, "info"],
  [/^(d|t|v)/, "debug"],
  [/^(o|s)/, "ok"],
];

/**
 * The status that a log has after a status remapper; `info` for what it does not know.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/log_status_remapper/
 */
export function statusOf(value: unknown): string {
  const text = String(value).trim().toLowerCase();
  if (/^[0-7]$/.test(text)) return SYSLOG[Number(text)]!;
  return WORDS.find(([beginning]) => beginning.test(text))?.[1] ?? "info";
}
