import { useEffect, useRef } from "react";

/** A moving picture. Sound comes over its own way. */
export function Picture({ track, className }: { track: MediaStreamTrack; className?: string | undefined }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return <video ref={video} className={className} autoPlay playsInline muted aria-hidden="true" />;
}
