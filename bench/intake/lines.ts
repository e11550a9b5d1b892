/** How many series the benchmark sends to. */
export const SERIES = 1000;

const KINDS = ["c", "g", "d", "ms"] as const;

/** One line of each series, of about 61 bytes, as hot-shots writes them. */
function lines(): readonly string[] {
  return Array.from({ length: SERIES }, (_, index) => {
    const kind = KINDS[index % KINDS.length]!;
    const tags = `env:prod,stage:s${index % 25},pipeline_id:orders-${String(index).padStart(4, "0")}`;
    return `bench.${kind}:${1 + (index % 9)}|${kind}|#${tags}`;
  });
}

/** Bytes of the largest datagrams that clients send by default. */
const PACKED = 1432;

/** Datagrams of one line, or as many lines as clients pack into one. */
export function datagrams(packed: boolean): { readonly all: readonly Buffer[]; readonly linesEach: number } {
  const each = lines();
  if (!packed) return { all: each.map((line) => Buffer.from(line)), linesEach: 1 };
  const linesEach = Math.floor(PACKED / (Math.max(...each.map((line) => line.length)) + 1));
  const all = each.map((_, start) =>
    Buffer.from(Array.from({ length: linesEach }, (_line, index) => each[(start + index) % SERIES]).join("\n")),
  );
  return { all, linesEach };
}
