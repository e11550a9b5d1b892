import { readFileSync } from "node:fs";
import { join } from "node:path";
import { storiesJsonSchema } from "../../testing/stories/json-schema";

it("the published JSON Schema is that of the reader: npm run --silent alerts -- schema > schemas/alerts.schema.json", () => {
  const published = readFileSync(join(__dirname, "..", "..", "schemas", "alerts.schema.json"), "utf8");
  expect(published).toBe(storiesJsonSchema());
});

it("says what a file of stories has", () => {
  const schema = JSON.parse(storiesJsonSchema());
  expect(Object.keys(schema.properties)).toEqual(["monitors", "tests"]);
  const test = schema.properties.tests.items;
  expect(test.required).toEqual(["name", "monitor"]);
  expect(Object.keys(test.properties)).toEqual(
    expect.arrayContaining(["interval", "types", "series", "checks", "logs", "events", "downtimes", "slos", "expect"]),
  );
  expect(test.properties.expect.items.properties.state.enum).toEqual(
    expect.arrayContaining(["OK", "Warn", "Alert", "No Data"]),
  );
});
