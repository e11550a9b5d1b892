export { type KeptOrg, openOrg } from "./open";
