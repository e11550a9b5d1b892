import fc from "fast-check";
import { checkMessage, groupsNamed, handlesOf, parseTemplate, type TemplateNode } from "../../../datadog/messages";

/** The tree in short: text in quotes, variables as they are, blocks in brackets. */
function short(nodes: readonly TemplateNode[]): string {
  return nodes.map(shortNode).join(" ");
}

function shortNode(node: TemplateNode): string {
  switch (node.kind) {
    case "text":
      return JSON.stringify(node.text);
    case "raw":
      return `${JSON.stringify(node.text)}(raw)`;
    case "comment":
      return "(comment)";
    case "variable":
      return node.path.segments.join("/") + (node.escaped ? "" : "!");
    case "helper":
      return `${node.name}(${node.args.map((arg) => (arg.kind === "string" ? arg.text : arg.kind)).join(", ")})`;
    case "block": {
      const args = node.args.map((arg) => (arg.kind === "string" ? ` '${arg.text}'` : ` ${arg.kind}`)).join("");
      const otherwise = node.otherwise ? ` else ${short(node.otherwise)}` : "";
      return `[${node.negated ? "^" : "#"}${node.name}${args}: ${short(node.children)}${otherwise}]`;
    }
  }
}

describe("a message as a tree", () => {
  test.each([
    ["", ""],
    ["plain", '"plain"'],
    ["{{value}}", "value"],
    ["{{ value }}s", 'value "s"'],
    ["{{{check_message}}}", "check_message!"],
    ["{{stage.name}}", "stage/name"],
    ["{{@http.url}}", "@http/url"],
    ["{{[network.client.ip].name}}", "network.client.ip/name"],
    ["{{log.attributes.[error.message]}}", "log/attributes/error.message"],
    ["{{service.links[Run book]}}", "service/links/Run book"],
    // a bracket keeps its words together, and those behind it apart
    ["{{local_time [kube.node].name 'UTC'}}", "local_time(path, UTC)"],
    ['{{#is_match [kube.node].name "a" [b c] "d"}}x{{/is_match}}', "[#is_match path 'a' path 'd': \"x\"]"],
    ['{{eval "int(value*100)"}}%', 'eval(int(value*100)) "%"'],
    ["{{local_time 'last_triggered_at' 'Asia/Tokyo'}}", "local_time(last_triggered_at, Asia/Tokyo)"],
    ['{{eval "last_triggered_at_epoch-10*60*1000}}', "eval(last_triggered_at_epoch-10*60*1000)"],
    ["{{#is_alert}}a{{/is_alert}}", '[#is_alert: "a"]'],
    ["{{^is_renotify}}a{{/is_renotify}}", '[^is_renotify: "a"]'],
    ['{{#is_match "role.name" "db"}}a{{else}}b{{/is_match}}', "[#is_match 'role.name' 'db': \"a\" else \"b\"]"],
    ['{{#is_match (eval "int(value)") "1"}}a{{/is_match}}', "[#is_match call '1': \"a\"]"],
    ['{{#is_match [role.key].name "db"}}a{{/is_match}}', "[#is_match path 'db': \"a\"]"],
    ["{{local_time [fired.at] 'Asia/Tokyo'}}", "local_time(path, Asia/Tokyo)"],
    ["{{#is_alert}}{{#is_renotify}}a{{/is_renotify}}{{/is_alert}}", '[#is_alert: [#is_renotify: "a"]]'],
    ["a{{!-- {{value}} --}}b", '"a" (comment) "b"'],
    ["a{{! note }}b", '"a" (comment) "b"'],
    ["a{{!-- note }}b{{!-- {{value}} --}}c", '"a" (comment) "b" (comment) "c"'],
    ["{{{{raw}}}}{{ x }}{{{{/raw}}}}", '"{{ x }}"(raw)'],
  ])("%s", (text, tree) => {
    const { nodes, findings } = parseTemplate(text);
    expect({ tree: short(nodes), findings }).toEqual({ tree, findings: [] });
  });

  test("ranges cut the text that a node was read from", () => {
    const text = "a {{#is_alert}}{{value}}{{/is_alert}} b";
    const cut = parseTemplate(text).nodes.map(({ range }) => text.slice(range.start, range.end));
    expect(cut).toEqual(["a ", "{{#is_alert}}{{value}}{{/is_alert}}", " b"]);
  });
});

describe("braces and blocks that do not fit", () => {
  test.each([
    ["{{#is_alert}} down", "`{{#is_alert}}` is not closed: end it with `{{/is_alert}}`.", "{{#is_alert}}"],
    ["down {{/is_alert}}", "`{{/is_alert}}` closes a block that is not open.", "{{/is_alert}}"],
    [
      "{{#is_alert}} a {{/is_alrt}}",
      "`{{#is_alert}}` is closed by `{{/is_alrt}}`: use `{{/is_alert}}`.",
      "{{/is_alrt}}",
    ],
    [
      "{{#is_alert}}{{#is_renotify}}a{{/is_alert}}",
      "`{{#is_renotify}}` is not closed: end it with `{{/is_renotify}}`.",
      "{{#is_renotify}}",
    ],
    ["a {{value", "`{{value` is not closed: end it with `}}`.", "{{"],
    ["a {{value {{threshold}}", "`{{value` is not closed: end it with `}}`.", "{{"],
    ["{{}}", "`{{}}` is empty: add a variable, or remove it.", "{{}}"],
    ["a {{else}} b", "`{{else}}` is outside all blocks: use it inside a block, such as `{{#is_match …}}`.", "{{else}}"],
    [
      '{{#is_match "a.name" "b"}}{{else}}{{else}}{{/is_match}}',
      "`{{#is_match}}` has a second `{{else}}`: a block can have only one.",
      "{{else}}",
    ],
    ["a {{!-- note", "This comment is not closed: end it with `}}`.", "{{!"],
    ["{{{{raw}}}} a", "`{{{{` is not closed: end the raw text with `{{{{/raw}}}}`.", "{{{{"],
  ])("%s", (text, message, place) => {
    const { findings } = parseTemplate(text);
    expect(findings.map((finding) => finding.message)).toEqual([message]);
    const { start, end } = findings[0]!.range!;
    expect(text.slice(start, end)).toBe(place);
  });

  test("more than 50 levels are too many, and no more than 50 problems are told", () => {
    expect(parseTemplate("{{#is_alert}}".repeat(1000)).findings).toHaveLength(50);
    const once = parseTemplate(`${"{{#is_alert}}".repeat(51)}${"{{/is_alert}}".repeat(50)}`);
    expect(once.findings.map(({ message }) => message)).toEqual([
      "Blocks are nested more than 50 levels deep here: flatten them.",
    ]);
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ..."{{ }} {{{ }}} {{{{ }}}} {{# {{^ {{/ {{! {{!-- --}} is_alert else value stage.name @slack-a @ [ ] ( ) \" ' . \\ \n a".split(
      " ",
    ),
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
  );

  test("has a tree that covers it without gaps, and is checked without an exception", () => {
    fc.assert(
      fc.property(text, (any) => {
        let at = 0;
        for (const { range } of parseTemplate(any).nodes) {
          expect(range.start).toBe(at);
          at = range.end;
        }
        expect(at).toBe(any.length);
        for (const { range } of checkMessage(any, { groups: ["stage"], handles: ["@slack-a"] })) {
          expect(range?.start).toBeLessThanOrEqual(range!.end);
          expect(range!.end).toBeLessThanOrEqual(any.length);
        }
        handlesOf(any);
        groupsNamed(any, ["stage"]);
      }),
    );
  });

  test("of a megabyte is read", () => {
    for (const part of ["{{", "{{a", "}}", "{{{{", "{{#is_alert}}", "@a.", "[", "{{a}}", "{{!--", "(", "{{eval '[["]) {
      const long = part.repeat(Math.ceil(1_000_000 / part.length));
      expect(checkMessage(`${long}{{/`, { groups: [], handles: [] }).length).toBeLessThan(1_000_000);
    }
  });
});
