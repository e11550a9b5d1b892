// biome-ignore lint/style/noDefaultExport: jest requires it
export { removeTempFolder as default } from "./temp-folder";
