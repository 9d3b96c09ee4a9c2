import { Skeleton } from "../../kit/Skeleton";
import header from "./ClientHeader.module.css";

/** The shape of a client that is not read yet. */
export function ClientSkeleton() {
  return (
    <div className={header.header}>
      <div className={header.top}>
        <Skeleton width={56} />
        <div className={header.words}>
          <Skeleton width={240} />
          <Skeleton width={320} />
        </div>
      </div>
      <div className={header.strip}>
        {[64, 90, 110, 80].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    </div>
  );
}
