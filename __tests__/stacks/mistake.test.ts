import { join } from "node:path";
import { mistakeText } from "../../stacks/mistake";

const project = join(__dirname, "..", "..");

/** An error that was thrown on the way through these places, innermost first. */
function thrown<E extends Error>(error: E, ...places: readonly string[]): E {
  const frames = places.map((place, index) => `    at f${index} (${join(project, place)})`);
  error.stack = [`${error.name}: ${error.message}`, ...frames].join("\n");
  return error;
}

describe("what was thrown, said to whoever runs the program", () => {
  test("begins with the place in a file of content, innermost", () => {
    const error = thrown(
      new Error("too wide"),
      "datadog/definitions/dashboard/layout.ts:1:2",
      "dashboards/errors.ts:30:5",
      "stacks/dashboards.ts:3:4",
    );
    expect(mistakeText(error)).toBe("dashboards/errors.ts:30:5: too wide");
  });

  test("has no place where nothing of the content was on the way, but for a mistake in code", () => {
    const places = ["node_modules/cdktf/lib/app.js:1:1", "stacks/dashboards.ts:3:4"];
    expect(mistakeText(thrown(new Error("no such environment"), ...places))).toBe("no such environment");
    expect(mistakeText(thrown(new TypeError("x is not a function"), ...places))).toBe(
      'stacks/dashboards.ts:3:4: "x" is not a function; npm run check:types says more',
    );
  });

  test("keeps the place that it names itself", () => {
    const error = thrown(
      new Error("environments/demo.yaml:3:4: wrong\nenvironments/demo.yaml:5:6: too"),
      "monitors/a.ts:1:1",
    );
    expect(mistakeText(error)).toBe(error.message);
  });

  test("has a place on each line where each is a problem, else on the first alone", () => {
    const text = "The query is wrong:\n  sum:\n      ^";
    expect(mistakeText(thrown(new Error(text), "monitors/a.ts:1:1"))).toBe(`monitors/a.ts:1:1: ${text}`);
    const definition = Object.assign(new Error("one\ntwo"), { name: "DefinitionError" });
    expect(mistakeText(thrown(definition, "logs/a.ts:7:8"))).toBe("logs/a.ts:7:8: one\nlogs/a.ts:7:8: two");
  });

  test("is text, whatever was thrown", () => {
    expect(mistakeText("no")).toBe("no");
    expect(mistakeText(undefined)).toBe("something that is not an Error was thrown: undefined");
  });
});
