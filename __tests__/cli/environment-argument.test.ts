import { environmentArgument } from "../../cli/environment-argument";

describe("the environment that a command is about", () => {
  it("is its word, else what ENVIRONMENT says, else not said", () => {
    expect(environmentArgument("npm start", ["staging"], { ENVIRONMENT: "demo" })).toBe("staging");
    expect(environmentArgument("npm start", [], { ENVIRONMENT: "demo" })).toBe("demo");
    expect(environmentArgument("npm start", [], { ENVIRONMENT: "" })).toBeUndefined();
  });

  it("is one, and no option", () => {
    expect(() => environmentArgument("npm start", ["demo", "staging"])).toThrow(
      new Error('"staging" is one too many: npm start takes the name of one environment'),
    );
    expect(() => environmentArgument("npm start", ["--port"])).toThrow(
      new Error("--port is no environment: npm start takes the name of one, as npm start -- demo, and no options"),
    );
  });
});
