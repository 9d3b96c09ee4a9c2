export { NoticePanel } from "./NoticePanel";
