/**
 * A metric's name as Datadog stores it: it starts at the first letter; what is not a letter, digit, `_` or `.` becomes
 * `_`; no two `_` in a row, none beside a `.` and none at the end. So a name in literal quotes loses them.
 *
 * @see https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics
 */
export function storedName(name: string): string {
  const joined = name
    .replace(/^[^A-Za-z]+/, "")
    .replace(/[^A-Za-z0-9_.]/g, "_")
    .replace(/_+/g, "_")
    .replace(/_\./g, ".")
    .replace(/\._/g, ".");
  return joined.replace(/_$/, "").slice(0, 200);
}
