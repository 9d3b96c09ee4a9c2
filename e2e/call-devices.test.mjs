// What may be missing on the agent's computer: the microphone, and the library that makes calls.
import { after, before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { picture, place } from "./leadline.mjs";
import { agentIsSilent, bothHear, dial, startOffice } from "./office.mjs";
import { showAs } from "./screens.mjs";
import { until } from "./webdriver.mjs";

const NO_MICROPHONE = {
  en: "No microphone was found. Plug one in; the call goes on with it.",
  th: "ไม่พบไมโครโฟน เสียบไมโครโฟน แล้วคุยต่อได้เลย",
};
const ANSWER = { en: "Answer", th: "รับสาย" };
const LIBRARY = {
  missing: { en: "The part of Leadline that makes calls is missing", th: "ส่วนที่ใช้โทรของ Leadline หายไป" },
  version: {
    en: "The part of Leadline that makes calls does not work with this version",
    th: "ส่วนที่ใช้โทรใช้กับ Leadline รุ่นนี้ไม่ได้",
  },
};

let office, browser;

before(async () => {
  office = await startOffice("call-devices");
  browser = await office.openCustomer();
});

after(() => office?.end());

async function saysInBothLanguages(window, sentences, act = async () => undefined) {
  for (const language of ["th", "en"]) {
    await showAs(window, { language, theme: "light" });
    await act(language);
    await window.seeText(sentences[language]);
  }
}

test("without a microphone one answers and hears, and is told; with one, also in the middle, one is heard", async () => {
  await office.sound.unplugMicrophone();
  const desk = await office.openDesk("desk");
  office.speak();
  await dial(browser);
  await desk.press("Answer");
  await until("the agent hears the customer", office.agentHears);
  await saysInBothLanguages(desk, NO_MICROPHONE);
  await picture(desk, "call-devices-no-microphone");
  await office.sound.plugMicrophone();
  await bothHear(office, browser);
  await desk.seeNoText(NO_MICROPHONE.en);

  await office.sound.unplugMicrophone();
  await desk.seeText(NO_MICROPHONE.en);
  await agentIsSilent(browser);
  await office.sound.plugMicrophone();
  await bothHear(office, browser);
  await desk.press("End");
  await desk.press("Skip");
  await desk.close();
});

test("a library that is missing or of another version is said, and the call rings on for others", async () => {
  const other = join(await place("call-devices"), "libother_version.so");
  execFileSync("rustc", ["--edition=2024", "--crate-type=cdylib", "-o", other, "crates/livekit-rtc/tests/it/other_version.rs"]);
  for (const [what, file] of [["missing", "/nowhere/liblivekit_ffi.so"], ["version", other]]) {
    const desk = await office.openDesk(what, { LEADLINE_LIVEKIT_LIBRARY: file });
    await browser.open(`${office.server.url}/portal/`);
    await office.available();
    await dial(browser);
    await desk.seeText("Answer");
    await saysInBothLanguages(desk, LIBRARY[what], (language) => desk.press(ANSWER[language]));
    await picture(desk, `call-devices-library-${what}`);
    await desk.seeText("Answer");
    await browser.press("Cancel");
    await desk.seeNoText("Answer");
    await desk.close();
  }
});
