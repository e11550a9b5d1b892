export * from "./blocks";
export * from "./values";
