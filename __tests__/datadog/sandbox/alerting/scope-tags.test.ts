import { parseMonitorQuery } from "../../../../datadog/query";
import { scopeTagsOf } from "../../../../datadog/sandbox/alerting/scope-tags";

function tagsOf(query: string) {
  const result = parseMonitorQuery(query);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return scopeTagsOf(result.node);
}

const logs = (search: string) => `logs("${search}").index("*").rollup("count").last("5m") > 3`;

// A wildcard, an alternative, or a negation does not fix the value, and an attribute of a log is not a tag.
test.each([
  ["avg(last_5m):avg:a.b{*} > 3", {}],
  ["avg(last_5m):avg:a.b{env:prod} > 3", { env: "prod" }],
  ["avg(last_5m):avg:a.b{env:prod,service:mill} by {host} > 3", { env: "prod", service: "mill" }],
  ["avg(last_5m):avg:a.b{env:prod AND service:mill} > 3", { env: "prod", service: "mill" }],
  ["avg(last_5m):avg:a.b{env:prod AND (x:y OR x:z)} > 3", { env: "prod" }],
  ["avg(last_5m):avg:a.b{env:prod OR env:dev} > 3", {}],
  ["avg(last_5m):avg:a.b{env:prod,!service:mill} > 3", { env: "prod" }],
  ["avg(last_5m):avg:a.b{host:web-*,env:prod} > 3", { env: "prod" }],
  ["avg(last_5m):avg:a.b{url:http://x:80} > 3", { url: "http://x:80" }],
  // what only some of the metrics have is not known
  ["avg(last_5m):avg:a.b{env:prod,x:y} / avg:c.d{env:prod,x:z} > 3", { env: "prod" }],
  ["avg(last_5m):avg:a.b{env:prod} + avg:c.d{*} > 3", {}],
  [logs("*"), {}],
  [logs("env:prod"), { env: "prod" }],
  [logs("env:prod service:mill error"), { env: "prod", service: "mill" }],
  [logs("env:prod OR service:mill"), {}],
  [logs("env:prod -service:mill"), { env: "prod" }],
  [logs("env:prod @http.method:GET"), { env: "prod" }],
  [logs("env:pr*"), {}],
  [logs("env:pr?d service:mill"), { service: "mill" }],
  [
    '"http.can_connect".over("env:prod","url:http://x:80").by("host").last(3).count_by_status()',
    { env: "prod", url: "http://x:80" },
  ],
  ['"http.can_connect".over("*").by("host").last(3).count_by_status()', {}],
])("%s", (query, tags) => expect(tagsOf(query)).toEqual(tags));
