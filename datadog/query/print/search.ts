import type { Search, SearchFacet, SearchRange } from "../nodes";
import { quote } from "../strings";

/**
 * The text of a search. A space joins what must all hold; inside OR such a row gets parentheses although AND binds
 * closer, so that no reader has to know.
 */
export function printSearch(node: Search): string {
  switch (node.kind) {
    case "searchAny":
      return "*";
    case "searchTerm":
      return node.quoted ? quote(node.text) + printProximity(node) : node.text;
    case "searchFacet":
      return `${node.key}:${printFacetValue(node)}`;
    case "searchRange":
      return node.key === undefined ? printRange(node) : `${node.key}:${printRange(node)}`;
    case "searchFacetGroup":
      return `${node.key}:(${printSearch(node.operand)})`;
    case "searchNot":
      return isLeaf(node.operand) ? `-${printSearch(node.operand)}` : `NOT ${printOperand(node.operand)}`;
    case "searchAnd":
      return node.operands.map(printOperand).join(" ");
    case "searchOr":
      return node.operands.map(printOperand).join(" OR ");
  }
}

const isJunction = (node: Search) => node.kind === "searchAnd" || node.kind === "searchOr";

const printOperand = (node: Search) => (isJunction(node) ? `(${printSearch(node)})` : printSearch(node));

/** What `-` may stand before. A term that begins with a dash or a bang itself takes the word NOT. */
function isLeaf(node: Search): boolean {
  if (node.kind === "searchTerm") return node.quoted || !/^[-!]/.test(node.text);
  return node.kind === "searchFacet" || node.kind === "searchRange" || node.kind === "searchFacetGroup";
}

function printFacetValue(node: SearchFacet): string {
  return node.quoted || node.value === "" ? quote(node.value) + printProximity(node) : node.value;
}

const printProximity = ({ proximity }: { readonly proximity?: number }) =>
  proximity === undefined ? "" : `~${proximity}`;

/** What ends a value behind `>` or `<`, or is something else there: a parenthesis, a bracket at its start. */
const BRACKETED = /^(?:[[{<>=]|(?!")(?:\\.|[^\\()])*[()])/s;

function printRange({ low, high }: SearchRange): string {
  if (low && !high && !BRACKETED.test(low.value)) return `>${low.inclusive ? "=" : ""}${low.value}`;
  if (high && !low && !BRACKETED.test(high.value)) return `<${high.inclusive ? "=" : ""}${high.value}`;
  const open = low?.inclusive === false ? "{" : "[";
  const close = high?.inclusive === false ? "}" : "]";
  return `${open}${low?.value ?? "*"} TO ${high?.value ?? "*"}${close}`;
}
