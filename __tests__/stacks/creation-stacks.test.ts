import { withoutCreationStacks } from "../../stacks/creation-stacks";

describe("withoutCreationStacks", () => {
  it("gives no trace of what is no error, and errors theirs", () => {
    const [taken, error] = withoutCreationStacks(() => {
      const subject = { stack: "" };
      Error.captureStackTrace(subject);
      return [subject.stack, new Error("kept").stack];
    });
    expect(taken).toBe("");
    expect(error).toMatch(/^Error: kept\n {4}at /);
  });

  it("leaves everything as it was, also after an error", () => {
    const before = Error.prepareStackTrace;
    expect(withoutCreationStacks(() => 7)).toBe(7);
    expect(() =>
      withoutCreationStacks(() => {
        throw new RangeError("refused");
      }),
    ).toThrow("refused");
    expect(Error.prepareStackTrace).toBe(before);
  });
});
