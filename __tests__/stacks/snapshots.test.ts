import { stringify } from "yaml";
import { synthesized } from "./synthesized";

// As YAML, texts of several lines and the JSON of a dashboard can be read; what only cdktf reads is left out.
expect.addSnapshotSerializer({ test: (value) => typeof value === "string", serialize: (value) => value });

function readable(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => readable(item));
  if (typeof value === "string" && name === "dashboard") return JSON.parse(value);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, item]) => [key, readable(item, key)]),
  );
}

const stacks = synthesized();

it.each([...stacks.keys()].sort())("%s", (id) => {
  expect(stringify(readable(stacks.get(id)), { lineWidth: 0 })).toMatchSnapshot();
});

it("are these", () => {
  expect([...stacks.keys()].sort()).toMatchSnapshot();
});
