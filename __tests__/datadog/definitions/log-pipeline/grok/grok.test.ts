import fc from "fast-check";
import { type GrokRules, grokParser } from "../../../../../datadog/definitions/log-pipeline/grok/index";

const rules = (match_rules: string, support_rules = ""): GrokRules => ({ match_rules, support_rules });
const attributes = (pattern: string, line: string) => grokParser(rules(`rule ${pattern}`)).parse(line)?.attributes;
const problems = (match: string, support = "") => grokParser(rules(match, support)).problems.map((it) => it.message);

// The examples of https://docs.datadoghq.com/logs/log_configuration/parsing/, written in this table's own words.
test.each<[pattern: string, line: string, attributes: Record<string, unknown>]>([
  [
    '%{word:user} connected on %{date("MM/dd/yyyy"):date}',
    "john connected on 11/08/2017",
    { user: "john", date: Date.UTC(2017, 10, 8) },
  ],
  ["%{data::keyvalue}", "user=john id=123 action=click", { user: "john", id: 123, action: "click" }],
  ['%{data::keyvalue(": ")}', "user: john id: 123", { user: "john", id: 123 }],
  [
    '%{data::keyvalue("=","/:")}',
    "url=https://app.datadoghq.com/event/stream user=john",
    { url: "https://app.datadoghq.com/event/stream", user: "john" },
  ],
  ["%{data::keyvalue}", "key=<valueStr>", { key: "valueStr" }],
  ["%{data::keyvalue}", '"key"="valueStr"', { key: "valueStr" }],
  ['%{data::keyvalue(":")}', "key:valueStr", { key: "valueStr" }],
  ['%{data::keyvalue(":", "/")}', "/key:/valueStr", { "/key": "/valueStr" }],
  ['%{data::keyvalue(":=", "", "{}")}', "key:={valueStr}", { key: "valueStr" }],
  ['%{data::keyvalue("=", "", "", "|")}', "key1=value1|key2=value2", { key1: "value1", key2: "value2" }],
  ['%{data::keyvalue("=", "", "", "|")}', 'key1="value1"|key2="value2"', { key1: "value1", key2: "value2" }],
  [
    '%{data::keyvalue(":=","","<>")}',
    'key1:=valueStr key2:=</valueStr2> key3:="valueStr3"',
    { key1: "valueStr", key2: "/valueStr2" },
  ],
  ["%{data::keyvalue}", "key= other=null key:=valueStr", {}],
  [
    '(%{integer:user.id}|%{word:user.firstname}) connected on %{date("MM/dd/yyyy"):connect_date}',
    "12345 connected on 11/08/2017",
    { user: { id: 12345 }, connect_date: Date.UTC(2017, 10, 8) },
  ],
  ["%{word:user.firstname} (%{integer:user.id} )?connected", "john connected", { user: { firstname: "john" } }],
  [
    "%{word:user.firstname} (%{integer:user.id} )?connected",
    "john 1234 connected",
    { user: { firstname: "john", id: 1234 } },
  ],
  [
    '%{date("MMM dd HH:mm:ss"):timestamp} %{word:vm} %{word:app}\\[%{number:logger.thread_id}\\]: %{notSpace:server} %{data::json}',
    'Sep 06 09:13:38 vagrant program[123]: server.1 {"method":"GET", "status_code":200}',
    {
      timestamp: Date.UTC(1970, 8, 6, 9, 13, 38),
      vm: "vagrant",
      app: "program",
      logger: { thread_id: 123 },
      server: "server.1",
      method: "GET",
      status_code: 200,
    },
  ],
  [
    '%{regex("[a-z]*"):user.firstname}_%{regex("[a-zA-Z0-9]*"):user.id} .*',
    "john_1a2b3c4 connected on 11/08/2017",
    { user: { firstname: "john", id: "1a2b3c4" } },
  ],
  [
    'Users %{data:users:array("[]",",")} have been added',
    "Users [John, Oliver, Marc] have been added",
    { users: ["John", "Oliver", "Marc"] },
  ],
  [
    'Users %{data:users:array("{}","-")} have been added',
    "Users {John-Oliver} have been added",
    { users: ["John", "Oliver"] },
  ],
  [
    '%{regex("\\\\w"):level}%{date("MMdd HH:mm:ss.SSSSSS"):timestamp}\\s+%{number:logger.thread_id} %{notSpace:logger.name}:%{number:lineno}\\] %{data:msg}',
    "W0424 11:47:41.605188       1 authorization.go:47] Authorization is disabled",
    {
      level: "W",
      timestamp: Date.UTC(1970, 3, 24, 11, 47, 41, 605),
      logger: { thread_id: 1, name: "authorization.go" },
      lineno: 47,
      msg: "Authorization is disabled",
    },
  ],
  [
    '%{data:user:csv("first_name,name,st_nb,st_name,city")}',
    "John,Doe,120,Jefferson St.,Riverside",
    { user: { first_name: "John", name: "Doe", st_nb: 120, st_name: "Jefferson St.", city: "Riverside" } },
  ],
  ['%{data::csv("firstname,name")}', '"John ""Da Man""",Doe', { firstname: 'John "Da Man"', name: "Doe" }],
  ['%{data::csv("key1,key2,key3")}', "value1,,value3", { key1: "value1", key3: "value3" }],
  [
    '%{ipOrHost:network.client.ip} %{notSpace:http.ident} %{notSpace:http.auth} \\[%{date("dd/MMM/yyyy:HH:mm:ss Z"):date}\\] "(?>%{word:http.method} |)%{notSpace:http.url}(?: HTTP\\/%{regex("\\\\d+\\\\.\\\\d+"):http.version}|)" %{number:http.status_code} (?>%{number:network.bytes_written}|-)',
    '192.168.1.1 - john [10/Oct/2023:13:55:36 +0000] "GET /api/users HTTP/1.1" 200 1234',
    {
      network: { client: { ip: "192.168.1.1" }, bytes_written: 1234 },
      http: { ident: "-", auth: "john", method: "GET", url: "/api/users", version: "1.1", status_code: 200 },
      date: 1696946136000,
    },
  ],
])("%s on %s", (pattern, line, expected) => {
  expect(attributes(pattern, line)).toEqual(expected);
});

// https://docs.datadoghq.com/logs/log_configuration/parsing/#parsing-dates
test.each<[line: string, date: string, milliseconds: number]>([
  ["14:20:15", '"HH:mm:ss"', 51615000],
  ["02:20:15 PM", '"hh:mm:ss a"', 51615000],
  ["11/10/2014", '"dd/MM/yyyy"', Date.UTC(2014, 9, 11)],
  ["Thu Jun 16 08:29:03 2016", '"EEE MMM dd HH:mm:ss yyyy"', 1466065743000],
  ["Tue Nov 1 08:29:03 2016", '"EEE MMM d HH:mm:ss yyyy"', Date.UTC(2016, 10, 1, 8, 29, 3)],
  ["06/Mar/2013:01:36:30 +0900", '"dd/MMM/yyyy:HH:mm:ss Z"', 1362501390000],
  // worked out by hand: local time less the offset
  ["06/Mar/2013:01:36:30 -0500", '"dd/MMM/yyyy:HH:mm:ss Z"', Date.UTC(2013, 2, 6, 6, 36, 30)],
  ["2016-11-29T16:21:36.431+05:30", "\"yyyy-MM-dd'T'HH:mm:ss.SSSZZ\"", Date.UTC(2016, 10, 29, 10, 51, 36, 431)],
  ["2016-11-29T16:21:36.431+0000", "\"yyyy-MM-dd'T'HH:mm:ss.SSSZ\"", 1480436496431],
  ["2016-11-29T16:21:36.431+00:00", "\"yyyy-MM-dd'T'HH:mm:ss.SSSZZ\"", 1480436496431],
  ["06/Feb/2009:12:14:14.655", '"dd/MMM/yyyy:HH:mm:ss.SSS"', 1233922454655],
  ["2007-08-31 19:22:22.427 ADT", '"yyyy-MM-dd HH:mm:ss.SSS z"', 1188598942427],
  ["Thu Jun 16 08:29:03 2016", '"EEE MMM dd HH:mm:ss yyyy","Europe/Paris"', 1466058543000],
  ["Thu Jun 16 08:29:03 2016", '"EEE MMM dd HH:mm:ss yyyy","UTC+5"', 1466047743000],
  ["Thu Jun 16 08:29:03 2016", '"EEE MMM dd HH:mm:ss yyyy","+3"', 1466054943000],
  // Paris: summer time ended at 03:00 on 27 October 2024, when clocks went back to 02:00; an hour later it is UTC+1
  ["2024-10-27 00:30", '"yyyy-MM-dd HH:mm","Europe/Paris"', Date.UTC(2024, 9, 26, 22, 30)],
  ["2024-10-27 03:30", '"yyyy-MM-dd HH:mm","Europe/Paris"', Date.UTC(2024, 9, 27, 2, 30)],
  // New York: summer time began at 02:00 on 10 March 2024
  ["2024-03-10 01:30", '"yyyy-MM-dd HH:mm","America/New_York"', Date.UTC(2024, 2, 10, 6, 30)],
  ["2024-03-10 03:30", '"yyyy-MM-dd HH:mm","America/New_York"', Date.UTC(2024, 2, 10, 7, 30)],
])("the date %s read by %s", (line, date, milliseconds) => {
  expect(attributes(`%{date(${date}):date}`, line)).toEqual({ date: milliseconds });
});

test("a date without a year takes the year that is given", () => {
  const grok = grokParser(rules('rule %{date("MMM dd HH:mm:ss"):date}'));
  expect(grok.parse("Sep 06 09:13:38", 2024)?.attributes).toEqual({ date: Date.UTC(2024, 8, 6, 9, 13, 38) });
});

test("31 February, and a time zone that nobody knows, are no dates", () => {
  expect(attributes('%{date("dd/MM/yyyy"):date}', "31/02/2024")).toEqual({});
  expect(attributes('%{date("HH:mm z"):date}', "10:11 QQT")).toEqual({});
});

test.each<[pattern: string, line: string, value: unknown]>([
  ["%{integer:x}", "-12", -12],
  ["%{integerStr:x}", "+12", "+12"],
  ["%{number:x}", "12.5", 12.5],
  ["%{number:x}", ".5", 0.5],
  ["%{numberExt:x}", "1.5e-3", 0.0015],
  ["%{integerExt:x}", "15e3", 15000],
  ["%{boolean:x}", "TRUE", true],
  ['%{boolean("yes","no"):x}', "no", false],
  ["%{doubleQuotedString:x}", '"a b"', '"a b"'],
  ["%{quotedString:x}", "'a b'", "'a b'"],
  ["%{uuid:x}", "0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e"],
  ["%{mac:x}", "00:1B:44:11:3A:B7", "00:1B:44:11:3A:B7"],
  ["%{ipv4:x}", "172.18.0.1", "172.18.0.1"],
  ["%{ip:x}", "fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a"],
  ["%{ip:x}", "::1", "::1"],
  ["%{hostname:x}", "worker-1.example.com", "worker-1.example.com"],
  ["%{port:x}", "5672", "5672"],
  ["%{data:x}", "two\nlines", "two\nlines"],
  ["%{number:x:scale(1000000000)}", "0.512", 512000000],
  ["%{data:x:integer}", "12.7", 12],
  ["%{word:x:lowercase}", "INFO", "info"],
  ["%{word:x:uppercase}", "info", "INFO"],
  ['%{notSpace:x:nullIf("-")}', "-", undefined],
  ["%{data:x:boolean}", "True", true],
  ["%{data:x:json}", "{broken", undefined],
  ["%{data:x:rubyhash}", '{name => "John", "job" => {"company" => "Big"}}', { name: "John", job: { company: "Big" } }],
  ["%{data:x:querystring}", "?productId=super&code=1", { productId: "super", code: "1" }],
  ["%{data:x:decodeuricomponent}", "%2Fservice%2Ftest", "/service/test"],
  ['%{data:x:array(",", integer)}', "1, 2", [1, 2]],
  [
    "%{data:x:url}",
    "https://a.example:8443/p?q=1#top",
    { scheme: "https", host: "a.example", port: 8443, path: "/p", queryString: { q: "1" }, hash: "top" },
  ],
])("%s makes of %s", (pattern, line, value) => {
  expect(attributes(pattern, line)).toEqual(value === undefined ? {} : { x: value });
});

test("the first rule that takes the whole line wins, and rules may use helpers and the rules above them", () => {
  const grok = grokParser(
    rules(
      "login %{user} %{connection} on server %{notSpace:server.name}\nlogout %{user} left",
      'user %{word:user.name} id:%{integer:user.id}\nconnection connected on %{date("MM/dd/yyyy"):connect_date}',
    ),
  );
  expect(grok.problems).toEqual([]);
  expect(grok.parse("john id:12345 connected on 11/08/2017 on server XYZ")).toEqual({
    rule: "login",
    attributes: { user: { name: "john", id: 12345 }, connect_date: Date.UTC(2017, 10, 8), server: { name: "XYZ" } },
  });
  expect(grok.parse("john id:1 left")?.rule).toBe("logout");
  expect(grok.parse("john id:1 left early")).toBeUndefined();
});

test("an attribute that is found twice becomes a list", () => {
  expect(attributes("%{word:x} %{word:x}", "a b")).toEqual({ x: ["a", "b"] });
});

test("an atomic group does not give back what it took", () => {
  expect(attributes("(?>a+)ab", "aaab")).toBeUndefined();
  expect(attributes("(?>a+)b(?>c|cd)%{word:x}?", "aabc")).toEqual({});
  // parentheses behind a backslash, or in a class, are none of a group
  expect(attributes("(?>a\\)b|x)c", "a)bc")).toEqual({});
  expect(attributes("(?>a[)]b|[x\\](])c", "a)bc")).toEqual({});
});

test.each<[match: string, support: string, message: string]>([
  ["", "", "the grok parser has no match rule, so it would parse nothing"],
  ["a %{word:x}\na %{word:y}", "", 'two grok rules are named "a": give each rule and helper its own name'],
  ["a %{wrod:x}", "", 'rule "a": "wrod" is not a matcher or rule above it: did you mean "word"?'],
  ["a %{b}\nb %{word:x}", "", 'rule "a": "b" is not a matcher or rule above it'],
  ["a %{word:x:lowercas}", "", 'rule "a": "lowercas" is not a filter: did you mean "lowercase"?'],
  ["a %{word(1):x}", "", 'rule "a": the matcher "word" takes no arguments'],
  ["a %{regex:x}", "", 'rule "a": the matcher "regex" needs a pattern: regex("…")'],
  ['a %{date("jj"):x}', "", 'rule "a": the date pattern "jj" has the letter "j", which is not part of a date'],
  [
    'a %{date("HH","Mars/Olympus"):x}',
    "",
    'rule "a": "Mars/Olympus" is not a time zone: use UTC, an offset such as +02:00, or a name such as Europe/Paris',
  ],
  ["a (%{word:x}", "", 'rule "a": not a regular expression: Unterminated group'],
  ["a %{word:x", "", 'rule "a": the token "%{word:x" is not closed'],
  ["a %{word:x:}", "", 'rule "a": %{word:x:} is not a token: use %{matcher:attribute:filter}'],
  ["lonely", "", 'the grok rule "lonely" has no pattern: write a name, a space, and the pattern'],
  [
    "_a %{word:x}",
    "",
    'the grok rule name "_a" must start with a letter or digit and contain only letters, digits, "_", and "."',
  ],
  [
    "a %{word:x}",
    ".b %{word:x}",
    'the grok rule name ".b" must start with a letter, digit, or "_" and contain only letters, digits, "_", and "."',
  ],
  ["a %{x}", "x %{y}\ny %{x}", 'rule "x": refers to itself through x → y → x'],
])("rules %j with helpers %j: %s", (match, support, message) => {
  expect(problems(match, support)).toContain(message);
});

test("no text of rules, and no line, makes it throw", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (match, support, line) => {
      const grok = grokParser(rules(match, support));
      grok.parse(line.slice(0, 20));
    }),
  );
});

test("key-value pairs that are written out are read again, whatever text stands between them", () => {
  const key = fc.stringMatching(/^[a-z_]{1,8}$/);
  const value = fc.oneof(fc.stringMatching(/^[a-z][\w.@-]{0,8}x$/), fc.integer());
  const pairs = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 });
  const between = fc.constantFrom(" ", ", ", "; ", " and then ");
  fc.assert(
    fc.property(pairs, between, (written, gap) => {
      const line = `done ${written.map((pair) => pair.join("=")).join(gap)}`;
      expect(attributes("%{data::keyvalue}", line)).toEqual(Object.fromEntries(written));
    }),
  );
});

// as in the helpers of Datadog's own pipelines: `_client_ip %{ipOrHost:network.client.ip}`
test("a helper rule may begin with an underscore, a match rule may not", () => {
  expect(grokParser(rules("access %{_client}", "_client %{ipv4:ip}")).problems).toEqual([]);
  expect(grokParser(rules("_access %{ipv4:ip}")).problems).toHaveLength(1);
});
