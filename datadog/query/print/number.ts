/**
 * A number without an exponent, as Datadog's own editors write it: `1e-7` is `0.0000001`. Reading it gives the same
 * number.
 */
export function printNumber(value: number): string {
  const shortest = String(value);
  const split = shortest.indexOf("e");
  if (split < 0) return shortest;
  const sign = value < 0 ? "-" : "";
  const [whole = "", fraction = ""] = shortest.slice(sign.length, split).split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(shortest.slice(split + 1));
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}
