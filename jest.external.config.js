// The suites that need more than Node: terraform with its providers, a docker daemon, Python.
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["<rootDir>/__tests__/external/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  reporters: ["default"],
  testTimeout: 300_000,
  maxWorkers: 1,
};
