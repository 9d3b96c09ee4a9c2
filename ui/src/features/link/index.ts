export { OpenedLinks } from "./OpenedLinks";
