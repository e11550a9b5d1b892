export { functionsOnPage, functionsPage } from "./page";
