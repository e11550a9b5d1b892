/*
 * HCL with places, apart from the other formats: who reads none need not load its parser.
 */
export { readHcl } from "./document";
