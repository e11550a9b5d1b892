// What is synthesized depends on these, which whoever tries the sandbox has in their shell.
for (const name of ["DD_HOST", "DATADOG_HOST", "TF_VAR_datadog_api_url", "ENVIRONMENT"]) delete process.env[name];

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/__tests__/external/"],
  globalSetup: "<rootDir>/testing/jest/global-setup.ts",
  globalTeardown: "<rootDir>/testing/jest/global-teardown.ts",
  setupFilesAfterEnv: ["<rootDir>/testing/jest/setup.ts"],
  reporters: ["default", "<rootDir>/testing/jest/reporter.js"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out"],
  maxWorkers: 2,
  // A hang is a failure, slowness on a busy machine is none.
  testTimeout: 60_000,
};
