import { parseSearch } from "../../../datadog/query/parse";
import { print } from "../../../datadog/query/print";
import { read } from "./read";
import { sketchSearch } from "./sketch";

const tree = (text: string) => sketchSearch(read(parseSearch, text));

describe("terms and facets", () => {
  test.each([
    ["", "*"],
    ["  * ", "*"],
    ["timeout", "timeout"],
    ["Cass*", "Cass*"],
    ['"Stream aborted"', '"Stream aborted"'],
    ['"a \\"b\\""', '"a "b""'],
    ["status:error", "status=error"],
    ["status:error,warning", "status=error,warning"],
    ["@http.url:/a/b?c=d", "@http.url=/a/b?c=d"],
    ['@http.url:"/a b"', '@http.url="/a b"'],
    ["@usr.id:*", "@usr.id=*"],
    ["@evt.name:a:b", "@evt.name=a:b"],
    ["my\\ key\\:x:my\\ value", "my\\ key\\:x=my\\ value"],
    ["*:secret*", "*=secret*"],
    ["type=LOGIN_ERROR", "type=LOGIN_ERROR"],
    ['tags: "a b"', 'tags="a b"'],
    ["service: web", "service=web"],
    ["service: -host:a", '(and service="" (not host=a))'],
    ["service:", 'service=""'],
    ["$env", "$env"],
    ["service:$service.value", "service=$service.value"],
    ["CIDR(@ip,10.0.0.0/8, 10.1.0.0/16) x", "(and CIDR(@ip,10.0.0.0/8, 10.1.0.0/16) x)"],
    ["a and b", "(and a and b)"],
    ["größe:x", "größe=x"],
    ["-", "-"],
    ["status:OR", "status=OR"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("ranges", () => {
  test.each([
    ["@code:[400 TO 499]", "@code=[400..499]"],
    ["@code:{400 TO 499}", "@code={400..499}"],
    ["@code:[400 TO 499}", "@code=[400..499}"],
    ["@code:[* TO 499]", "@code=(..499]"],
    ["@code:[400 TO *]", "@code=[400..)"],
    ["@d:>=100", "@d=[100..)"],
    ["@d:> 100", "@d={100..)"],
    ["@d:<-1.5", "@d=(..-1.5}"],
    ["@d:<=5", "@d=(..5]"],
    ["timestamp:[now-1d TO now]", "timestamp=[now-1d..now]"],
    ["@a:[a\\]b TO c\\ d]", "@a=[a\\]b..c\\ d]"],
    ["@code:([100 TO 199] OR 404)", "@code=(or [100..199] 404)"],
    ["@code:(-[100 TO 199] -404)", "@code=(and (not [100..199]) (not 404))"],
    ["@n:(>=5 AND <10)", "@n=(and [5..) (..10})"],
    ["@n:((>=5 <10) OR {20 TO *])", "@n=(or (and [5..) (..10}) {20..))"],
    ["@n:(a) [b >c", "(and @n=a [b >c)"],
    ["@msg:([ERROR] OR x)", "@msg=(or [ERROR] x)"],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("words near each other", () => {
  test.each([
    ['"stream aborted"~2', '"stream aborted"~2'],
    ['@msg:"stream aborted"~12 x', '(and @msg="stream aborted"~12 x)'],
    ['"stream aborted" ~2', '(and "stream aborted" ~2)'],
    ['-"a b"~2', '(not "a b"~2)'],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe("operators", () => {
  test.each([
    ["a b", "(and a b)"],
    ["a AND b c", "(and a b c)"],
    ["a OR b c", "(or a (and b c))"],
    ["(a OR b) c", "(and (or a b) c)"],
    ["-status:ok", "(not status=ok)"],
    ["!status:ok", "(not status=ok)"],
    ["NOT status:ok", "(not status=ok)"],
    ["-(a OR b)", "(not (or a b))"],
    ["NOT -a", "(not (not a))"],
    ["a-b", "a-b"],
    ["service:(api OR worker)", "service=(or api worker)"],
    ['image:("a/b" OR c) x', '(and image=(or "a/b" c) x)'],
    ["@eventName:(*Attach*)", "@eventName=*Attach*"],
    ["status:(error OR -warn)", "status=(or error (not warn))"],
    ['("dropping" "traces to" OR x)', '(or (and "dropping" "traces to") x)'],
  ])("%s", (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

test.each([
  ["a AND b", "a b"],
  ["a b OR c", "(a b) OR c"],
  ["NOT (a OR b)", "NOT (a OR b)"],
  ["NOT status:ok", "-status:ok"],
  ["tags: 'x'", "tags:'x'"],
  ["@d:[5 TO *]", "@d:>=5"],
  ["@d:[* TO *]", "@d:[* TO *]"],
  ["@d:{1 TO 2]", "@d:{1 TO 2]"],
  ["key:", 'key:""'],
  ['"a\\\\b"', '"a\\b"'],
  // behind `>=` a parenthesis would end the value, and a bracket begin a range
  ["@d:[(5) TO *]", "@d:[(5) TO *]"],
  ["@d:{* TO [5]", "@d:[* TO [5]"],
  ['@d:["(5)" TO *]', '@d:>="(5)"'],
  ["@d:> =5", "@d:{=5 TO *]"],
  // in the group that is printed, a lone backslash would take the parenthesis
  ["a OR b c\\", "a OR (b c\\\\)"],
  ["@d:a\\", "@d:a\\\\"],
])("prints %s", (text, expected) => {
  expect(print(read(parseSearch, text))).toBe(expected);
});
