/** Parentheses in each other; deeper ones are not read. */
const DEEPEST = 50;

/**
 * The value of an arithmetic processor's expression: `+ - * /`, parentheses, numbers, and attributes, whose names may have
 * dots, underscores, and an `@`. Undefined where an attribute has no number, or the expression cannot be read.
 * @param numberOf the number of an attribute
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/arithmetic_processor/
 */
export function arithmetic(expression: string, numberOf: (name: string) => number | undefined): number | undefined {
  const tokens = expression.match(/\d+(?:\.\d+)?(?![\w.])|[\w@][\w.@-]*|[-+*/()]|\S/g) ?? [];
  let at = 0;
  let depth = 0;

  const sum = (): number => {
    let total = product();
    while (tokens[at] === "+" || tokens[at] === "-")
      total = tokens[at++] === "+" ? total + product() : total - product();
    return total;
  };
  const product = (): number => {
    let total = atom();
    while (tokens[at] === "*" || tokens[at] === "/") total = tokens[at++] === "*" ? total * atom() : total / atom();
    return total;
  };
  const atom = (): number => {
    const token = tokens[at++] ?? "";
    if (depth > DEEPEST) return Number.NaN;
    if (token === "-" || token === "(") {
      depth++;
      const inner = token === "-" ? -atom() : sum();
      depth--;
      return token === "-" || tokens[at++] === ")" ? inner : Number.NaN;
    }
    if (/^\d/.test(token)) return Number(token);
    return /^[\w@]/.test(token) ? (numberOf(token.replace(/^@/, "")) ?? Number.NaN) : Number.NaN;
  };

  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
