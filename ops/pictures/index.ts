export { docsPictures } from "./docs";
export { picturesOf } from "./files";
export { pngOf } from "./png";
export { sceneOf } from "./scene";
export { writePicture } from "./write";
