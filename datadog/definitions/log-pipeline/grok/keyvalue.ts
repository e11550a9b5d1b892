/**
 * The `keyvalue` filter: `user=john id=123` becomes `{ user: "john", id: 123 }`. Text between the pairs is passed over,
 * a pair without a value or with `null` is left out, and a key that comes twice gives a list.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/#key-value-or-logfmt
 */
export function keyValues(text: string, args: readonly string[]): Record<string, unknown> {
  const [separator = "=", extra = "", quoting = "", delimiter = ""] = args;
  const quotes = quoting === "" ? ['""', "''", "<>"] : [quoting];
  const word = `[\\w.\\-@${extra.replace(/[\]\\^]/g, "\\$&")}]+`;
  const one = [...quotes.map(quotedPattern), word].join("|");
  const before = delimiter === "" ? "\\s,;(\\[{" : escaped(delimiter);
  const after = delimiter === "" ? "\\s,;)\\]}" : escaped(delimiter);
  const pair = new RegExp(`(?<=^|[${before}])(${one})${escaped(separator)}(${one})(?=[${after}]|$)`, "g");
  const found: Record<string, unknown> = {};
  for (const [, key = "", raw = ""] of text.matchAll(pair)) {
    const value = pairValue(raw, quotes);
    if (value !== undefined) add(found, unquoted(key, quotes) ?? key, value);
  }
  return found;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

function quotedPattern([open = "", close = open]: string): string {
  return `${escaped(open)}[^${escaped(close)}]+${escaped(close)}`;
}

function unquoted(text: string, quotes: readonly string[]): string | undefined {
  const pair = quotes.find(
    ([open = "", close = open]) => text.length > 1 && text.startsWith(open) && text.endsWith(close),
  );
  return pair === undefined ? undefined : text.slice(1, -1);
}

function pairValue(raw: string, quotes: readonly string[]): unknown {
  const inner = unquoted(raw, quotes);
  if (inner !== undefined) return inner;
  if (raw === "null") return undefined;
  if (raw === "true" || raw === "false") return raw === "true";
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(raw) ? Number(raw) : raw;
}

function add(found: Record<string, unknown>, key: string, value: unknown): void {
  const known = Object.hasOwn(found, key) ? found[key] : undefined;
  if (known === undefined)
    Object.defineProperty(found, key, { value, writable: true, enumerable: true, configurable: true });
  else found[key] = Array.isArray(known) ? [...known, value] : [known, value];
}
