export { useSpeech, useText, type Speech } from "./Speech";
export { problemSentence } from "./problemSentence";
export type { MsgId, PlainMsgId, Text } from "./text";
