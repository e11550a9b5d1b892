/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/__tests__/external/"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
  maxWorkers: 2,
  // A hang is a failure, slowness on a busy machine is none.
  testTimeout: 60_000,
};
