import { formatOf } from "../../../datadog/lint/contents";

describe("the format of a file", () => {
  test.each([
    ["a.txt", "text"],
    ["a.json", "json"],
    ["a.jsonl", "json"],
    ["a.NDJSON", "json"],
    ["a.yaml", "yaml"],
    ["a.yml", "yaml"],
    ["a.tf", "hcl"],
    ["a.tofu", "hcl"],
    ["main.tf.json", "json"],
  ])("is told by the name %s: %s", (name, format) => expect(formatOf({ name, text: "{" })).toBe(format));

  // standard input has no ending, and neither has everything else
  test.each([
    ['{"a": 1}', "json"],
    ["\n  [1]", "json"],
    ["avg(last_5m):avg:a.b{*} > 3", "text"],
    ["a [b] {c}", "text"],
    ['resource "datadog_monitor" "a" {', "hcl"],
    ['# x\nmodule "a" {', "hcl"],
    ["locals {", "hcl"],
    ["terraform {", "hcl"],
    ["the locals {", "text"],
    ['a resource "b" "c" {', "text"],
    ["resource {", "text"],
    ["name: Queue", "yaml"],
    ["# x\nmonitors:\n  - a", "yaml"],
    ["- query: a", "yaml"],
    ["a name: b", "text"],
    ["name:b", "text"],
    ["names: b", "text"],
    ["", "text"],
  ])("is told by %j: %s", (text, format) => {
    for (const name of ["<stdin>", "queries", "a.other", "a.constructor"])
      expect(formatOf({ name, text })).toBe(format);
  });
});
