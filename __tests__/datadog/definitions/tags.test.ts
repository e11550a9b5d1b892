import { keptTag, tagMistake } from "../../../datadog/definitions";

// https://docs.datadoghq.com/getting_started/tagging/#define-tags
test.each([
  ["team:data-platform", "team:data-platform"],
  ["baz", "baz"],
  ["url:a.b/c_d", "url:a.b/c_d"],
  ["städte:köln", "städte:köln"],
  ["Team:Data", "team:data"],
  ["a tag: with (signs)", "a_tag:_with_signs_"],
  ["1st:place", "st:place"],
  ["key:", "key"],
  [`k:${"v".repeat(300)}`, `k:${"v".repeat(198)}`],
])("Datadog keeps %s as %s", (tag, kept) => {
  expect(keptTag(tag)).toBe(kept);
  expect(tagMistake(tag) === undefined).toBe(tag === kept);
});
