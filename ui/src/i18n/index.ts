export { SpeechProvider, useSpeech, useText, type Speech } from "./Speech";
export type { MsgId, PlainMsgId, Text } from "./text";
