import { parseSync } from "@swc/core";

/** A change of one place in a file that a test should notice. */
export interface Mutant {
  readonly file: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly operator: Operator;
  /** The expression or statement that runs when the change can matter. */
  readonly within: { readonly start: number; readonly end: number; readonly isStatement: boolean };
}

export type Operator =
  | "comparison"
  | "boundary"
  | "boolean"
  | "condition"
  | "logic"
  | "arithmetic"
  | "statement"
  | "early return"
  | "string"
  | "regular expression"
  | "method";

const BINARY: Readonly<Record<string, readonly [string, Operator]>> = {
  "<": ["<=", "boundary"],
  "<=": ["<", "boundary"],
  ">": [">=", "boundary"],
  ">=": [">", "boundary"],
  "===": ["!==", "comparison"],
  "!==": ["===", "comparison"],
  "==": ["!=", "comparison"],
  "!=": ["==", "comparison"],
  "&&": ["||", "logic"],
  "||": ["&&", "logic"],
  "+": ["-", "arithmetic"],
  "-": ["+", "arithmetic"],
  "*": ["/", "arithmetic"],
  "/": ["*", "arithmetic"],
  "%": ["*", "arithmetic"],
};

const METHODS: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  find: "findLast",
  findLast: "find",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  startsWith: "endsWith",
  endsWith: "startsWith",
  indexOf: "lastIndexOf",
  trimStart: "trimEnd",
  trimEnd: "trimStart",
  flatMap: "map",
};

interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [field: string]: unknown;
}

/** Every mutant of a file of TypeScript. Types, imports and the names of properties have none. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  return new Finder(file, text).mutants();
}

/** What says nothing at run time, or where a change says nothing. */
const LEFT_OUT = /^(ImportDeclaration|ExportNamedDeclaration|ExportAllDeclaration|TsType.*|TsInterface.*|TsModule.*)$/;

const TYPES = new Set([
  "typeAnnotation",
  "typeParams",
  "typeParameters",
  "typeArguments",
  "returnType",
  "superTypeParams",
]);

class Finder {
  private readonly bytes: Buffer;
  private readonly base: number;
  private readonly root: Node;
  private readonly found: Mutant[] = [];

  constructor(
    private readonly file: string,
    text: string,
  ) {
    // swc counts bytes on from what it read before; the first statement says from where.
    this.bytes = Buffer.from(`;${text}`);
    this.root = parseSync(this.bytes.toString(), { syntax: "typescript", target: "es2022" }) as unknown as Node;
    this.base = (this.root.body as Node[])[0]!.span.start;
  }

  mutants(): readonly Mutant[] {
    this.visit(this.root);
    return this.found;
  }

  private visit(node: Node): void {
    if (LEFT_OUT.test(node.type)) return;
    this.look(node);
    for (const [field, value] of Object.entries(node)) {
      const isName = field === "key" || (field === "property" && node.type === "MemberExpression" && !isComputed(node));
      if (TYPES.has(field) || isName) continue;
      for (const child of [value].flat()) this.descend(child);
    }
  }

  /** Arguments, array elements and declarators are wrapped without a type of their own. */
  private descend(child: unknown): void {
    if (typeof child !== "object" || child === null) return;
    if (isNode(child)) this.visit(child);
    else if (!Array.isArray(child) && "expression" in child) this.descend(child.expression);
  }

  private look(node: Node): void {
    LOOKS[node.type]?.(this, node);
  }

  binary(node: Node): void {
    const [replacement, operator] = BINARY[node.operator as string] ?? [];
    const [left, right] = [node.left as Node, node.right as Node];
    if (replacement === undefined || operator === undefined) return;
    if (node.operator === "+" && [left, right].some(isText)) return;
    const from = left.span.end - this.base;
    const at = this.bytes.indexOf(node.operator as string, from);
    this.put(at, at + (node.operator as string).length, replacement, operator, node);
  }

  regularExpression(node: Node): void {
    const pattern = node.pattern as string;
    const other = pattern.startsWith("^") ? pattern.slice(1) : `^${pattern}`;
    this.add(node, `/${other || "(?:)"}/${node.flags}`, "regular expression");
  }

  negated(test: Node): void {
    this.add(test, `!(${this.textOf(test)})`, "condition");
  }

  call(node: Node): void {
    const { type, property } = node.callee as Node;
    if (type !== "MemberExpression" || (property as Node).type !== "Identifier") return;
    const name = (property as Node).value as string;
    const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (other !== undefined) this.add(property as Node, other, "method", node);
  }

  textOf({ span }: Node): string {
    return this.bytes.subarray(span.start - this.base, span.end - this.base).toString();
  }

  add(node: Node, replacement: string, operator: Operator, within = node): void {
    this.put(node.span.start - this.base, node.span.end - this.base, replacement, operator, within);
  }

  /** Takes offsets in bytes. */
  private put(from: number, to: number, replacement: string, operator: Operator, within: Node): void {
    const isStatement = within.type.endsWith("Statement");
    this.found.push({
      file: this.file,
      start: this.offset(from),
      end: this.offset(to),
      replacement,
      operator,
      within: {
        start: this.offset(within.span.start - this.base),
        end: this.offset(within.span.end - this.base),
        isStatement,
      },
    });
  }

  private offset(byte: number): number {
    return this.bytes.subarray(1, byte).toString().length;
  }
}

const LOOKS: Readonly<Record<string, (finder: Finder, node: Node) => void>> = {
  BinaryExpression: (finder, node) => finder.binary(node),
  NumericLiteral: (finder, node) => finder.add(node, String((node.value as number) + 1), "boundary"),
  BooleanLiteral: (finder, node) => finder.add(node, String(!node.value), "boolean"),
  UnaryExpression: (finder, node) => {
    if (node.operator === "!") finder.add(node, finder.textOf(node.argument as Node), "boolean");
  },
  StringLiteral: (finder, node) => finder.add(node, node.value === "" ? '"mutant"' : '""', "string"),
  RegExpLiteral: (finder, node) => finder.regularExpression(node),
  ConditionalExpression: (finder, node) => finder.negated(node.test as Node),
  IfStatement: (finder, node) => {
    finder.negated(node.test as Node);
    if (isReturn(node.consequent as Node)) finder.add(node.consequent as Node, "{}", "early return");
  },
  ExpressionStatement: (finder, node) => finder.add(node, "{}", "statement"),
  CallExpression: (finder, node) => finder.call(node),
};

const isNode = (value: object): value is Node => "type" in value && "span" in value;

const isComputed = ({ property }: Node) => (property as Node).type === "Computed";

const isReturn = ({ type }: Node) => type === "ReturnStatement" || type === "ContinueStatement";

const isText = ({ type }: Node) => type === "StringLiteral" || type === "TemplateLiteral";
