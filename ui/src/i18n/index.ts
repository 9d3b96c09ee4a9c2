export { SpeechProvider, useSpeech, useText, type Speech } from "./Speech";
export type { MsgId, Text } from "./text";
