import { useEffect } from "react";
import { otherOf } from "./call";
import { Check } from "./Check";
import { Dialling } from "./Dialling";
import { Frame } from "./Frame";
import { LeftCall } from "./LeftCall";
import { Over } from "./Over";
import { PastCalls } from "./PastCalls";
import { People } from "./People";
import { Ring } from "./Ring";
import { useText } from "./Speech";
import { Talk } from "./Talk";
import { useVisit, useVisitState, VisitContext, type Visit } from "./visit";

type Props = {
  visit: Visit;
  page: "people" | "history";
  onSignOut: () => void;
};

/** The portal of a signed-in customer. */
export function Signed({ visit, page, onSignOut }: Props) {
  return (
    <VisitContext value={visit}>
      <Title />
      <Screen page={page} onSignOut={onSignOut} />
    </VisitContext>
  );
}

/** A call has the page to itself. */
function Screen({ page, onSignOut }: Omit<Props, "visit">) {
  const { session } = useVisit();
  const phone = useVisitState((state) => state.phone);
  const lost = useVisitState((state) => state.link === "lost");
  if (phone.at === "talking") return <Talk call={phone.call} />;
  const screen = () => {
    switch (phone.at) {
      case "check":
        return (
          <Check key={phone.whom.id + phone.media} whom={phone.whom} media={phone.media} session={phone.session} />
        );
      case "dialling":
        return <Dialling whom={phone.whom} media={phone.media} call={phone.call} />;
      case "rung":
        return <Ring key={phone.call.id} call={phone.call} answering={phone.answering} fault={phone.fault} />;
      case "left":
        return <LeftCall call={phone.call} fault={phone.fault} />;
      case "over":
        return <Over {...phone} />;
      default:
        return page === "history" ? <PastCalls /> : <People onSignOut={onSignOut} />;
    }
  };
  const free = phone.at === "free";
  return (
    <Frame firm={session.organization} lost={lost} {...(free ? { page } : {})}>
      {screen()}
    </Frame>
  );
}

/** The tab says who calls. */
function Title() {
  const t = useText();
  const { session } = useVisit();
  const rung = useVisitState((state) => (state.phone.at === "rung" ? state.phone.call : null));
  const title = rung
    ? t(`ring-${rung.media === "video" ? "video" : "voice"}`, { name: otherOf(rung).name })
    : session.organization;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
