import { catalogFromJson } from "../../../datadog/query";

test("a catalog is read in the words of Datadog's API", () => {
  const catalog = catalogFromJson(
    JSON.stringify({
      namespaces: ["shop."],
      metrics: [
        {
          ...{ name: "shop.orders", type: "rate", statsd_interval: 10, unit: "order", per_unit: null },
          ...{ tags: ["country"], include_percentiles: false },
        },
        { name: "shop.stock" },
      ],
    }),
  );
  expect(catalog.metric("shop.orders")).toEqual({
    ...{ name: "shop.orders", type: "rate", statsdInterval: 10, unit: "order", perUnit: undefined },
    ...{ tags: ["country"], percentiles: false },
  });
  expect(catalog.metric("shop.stock")?.type).toBe("unknown");
  expect([catalog.covers("shop.x"), catalog.covers("shopping.x")]).toEqual([true, false]);
});

test("a bare list claims no namespace", () => {
  const catalog = catalogFromJson('[{"name":"shop.orders","type":"count"}]');
  expect([...catalog.names()]).toEqual(["shop.orders"]);
  expect(catalog.covers("shop.orders")).toBe(false);
});

test.each([
  ['{"metrics": {}}', 'A catalog must be a list of metrics, or an object with such a list under "metrics".'],
  ["3", 'A catalog must be a list of metrics, or an object with such a list under "metrics".'],
  ["[3]", 'metrics[0] is not an object: use { "name": …, "type": … }.'],
  ['[{"type":"count"}]', "metrics[0] has no name."],
  [
    '[{"name":"a","kind":"count"}]',
    'metrics[0] has an unknown field "kind": valid fields are name, type, statsd_interval, unit, per_unit, tags, include_percentiles.',
  ],
  [
    '[{"name":"a","type":"counter"}]',
    'metrics[0].type is "counter", but it must be one of count, rate, gauge, distribution, total, unknown.',
  ],
  ['[{"name":"a","unit":3}]', "metrics[0].unit is 3, but it must be a string."],
  ['[{"name":"a","statsd_interval":"10"}]', 'metrics[0].statsd_interval is "10", but it must be a number.'],
  ['[{"name":"a","tags":"b"}]', 'metrics[0].tags is "b", but it must be a list of strings.'],
  ['{"metrics":[],"namespaces":[1]}', "namespaces is [1], but it must be a list of strings."],
])("%s", (text, message) => expect(() => catalogFromJson(text)).toThrow(message));

test("what is no JSON is said so", () => {
  expect(() => catalogFromJson("{")).toThrow("The catalog is not JSON: ");
});
