export * from "./json";
export { own } from "./own";
