import { parseMetricQuery, parseScope } from "../../../datadog/query/parse";
import { read } from "./read";
import { sketchScope } from "./sketch";

const tree = (text: string) => sketchScope(read(parseScope, text));

test.each([
  ["*", "*"],
  ["env:prod", "env=prod"],
  ["production", "bare production"],
  ["group:", "group="],
  ["env:name:tyk-demo-env", "env=name:tyk-demo-env"],
  ["mountpoint:/data", "mountpoint=/data"],
  ["url:https://a.example/b?c=d&e=%20~f+g@h#i", "url=https://a.example/b?c=d&e=%20~f+g@h#i"],
  ["image:app[1]", "image=app[1]"],
  ["time:10:15:00", "time=10:15:00"],
  ["stadt:münchen", "stadt=münchen"],
  ["http.status_code:5*", "http.status_code=5*"],
  ["name:*gw*", "name=*gw*"],
  ["*:*", "*=*"],
  ['title:"a, b (c)"', 'title="a, b (c)"'],
  ["author:o'brien", "author=o'brien"],
  ["env: prod", "env=prod"],
  ["$env", "$env"],
  ["$env.value", "$env value"],
  ["$test-result-name", "$test-result-name"],
  ["$openai.user.api_key", "$openai.user.api_key"],
  ["profile:$profile.value", "profile=$profile.value"],
  ["$tag:x", "$tag=x"],
])("a tag: %s", (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ["env:prod,role:db", "(, env=prod role=db)"],
  ["env:prod , ! role:db,\n*,$x", "(, env=prod (not role=db) * $x)"],
  ["!status:ok", "(not status=ok)"],
  ["!$exclude_site", "(not $exclude_site)"],
  ["!!a:b", "(not (not a=b))"],
  ["(a:b,c:d),e:f", "(, a=b c=d e=f)"],
  ["group: ,x:y", "(, group= x=y)"],
])("symbols: %s", (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test.each([
  ["a:b AND c:d", "(and a=b c=d)"],
  ["a:b and c:d And e:f", "(and a=b c=d e=f)"],
  ["a:b AND (c:d AND e:f)", "(and a=b c=d e=f)"],
  // AND binds closer than OR.
  ["a:b OR c:d AND e:f", "(or a=b (and c=d e=f))"],
  ["(a:b OR c:d) AND e:f", "(and (or a=b c=d) e=f)"],
  ["a:b or c:d OR e:f", "(or a=b c=d e=f)"],
  ["NOT a:b AND c:d", "(and (not a=b) c=d)"],
  ["NOT (a:b OR c:d)", "(not (or a=b c=d))"],
  ["not not a:b", "(not (not a=b))"],
  ["(NOT http.status:2*)", "(not http.status=2*)"],
  ["kind IN (a, b ,c)", "(kind in a b c)"],
  ["kind in(a)", "(kind in a)"],
  ["kind NOT IN (a,b)", "(kind not-in a b)"],
  ["NOT kind IN (a,b)", "(kind not-in a b)"],
  ["NOT kind NOT IN (a,b)", "(kind in a b)"],
  ["* AND kind IN (a,b)", "(and * (kind in a b))"],
  ["$env AND $x.value", "(and $env $x value)"],
  ["kind:(a OR b)", "(kind in a b)"],
  ["NOT kind:(a OR b)", "(kind not-in a b)"],
  ["topic:($queue.value )", "topic=$queue.value"],
  // IN compares whole values, so wildcards are spread over the key.
  ["code:(4* OR 5*)", "(or code=4* code=5*)"],
  ["code:(a AND NOT (b OR c))", "(and code=a (not (or code=b code=c)))"],
  ["env: AND a:b", "(and env= a=b)"],
  ["android:x OR order:y OR notes:z OR inn:w", "(or android=x order=y notes=z inn=w)"],
])("words: %s", (text, expected) => {
  expect(tree(text)).toBe(expected);
});

test("every tag of a scope has its range", () => {
  const text = "avg:a{env:prod AND NOT kind IN (x, y)}";
  const node = read(parseMetricQuery, text);
  if (node.kind !== "metric" || node.scope.kind !== "and") throw new Error("not an AND");
  const ranges = node.scope.operands.map((each) => text.slice(each.range?.start, each.range?.end));
  expect(ranges).toEqual(["env:prod", "NOT kind IN (x, y)"]);
});
