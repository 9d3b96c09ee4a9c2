/** How each country writes its own numbers; the rest is written with its country code in groups. */
const HOME: Record<string, { code: string; groups: (national: string) => number[] }> = {
  TH: {
    code: "66",
    // Mobiles 081 555 0142, Bangkok 02 123 4567, provinces 038 123 456.
    groups: (national) => (national.length === 10 ? [3, 3, 4] : national.startsWith("02") ? [2, 3, 4] : [3, 3, 3]),
  },
};

/** Country codes of one and three digits; all others have two. */
const ONE_DIGIT = /^[17]/;
const THREE_DIGITS = /^(21|22|23|24|25|26|29|35|37|38|42|50|59|67|68|69|80|85|87|88|96|97|99)/;

const NO_BREAK_SPACE = "\u00a0";

/** An E.164 number as people in `country` read it: "081 555 0142", "+44 207 946 0958". */
export function phone(e164: string, country: string): string {
  const digits = e164.replace(/^\+/, "");
  if (!/^\d+$/.test(digits)) return e164;
  const home = HOME[country];
  if (home && digits.startsWith(home.code)) {
    const national = `0${digits.slice(home.code.length)}`;
    return grouped(national, home.groups(national)).join(NO_BREAK_SPACE);
  }
  const codeLength = ONE_DIGIT.test(digits) ? 1 : THREE_DIGITS.test(digits) ? 3 : 2;
  const rest = digits.slice(codeLength);
  return [`+${digits.slice(0, codeLength)}`, ...grouped(rest, foreignGroups(rest.length))].join(NO_BREAK_SPACE);
}

/** Groups of three before a last one of four, the first taking what is left over. */
function foreignGroups(length: number): number[] {
  const before = Math.max(0, length - 4);
  if (before <= 4) return [before, 4];
  const first = { 0: 3, 1: 4, 2: 2 }[before % 3] ?? 3;
  return [first, ...Array.from({ length: (before - first) / 3 }, () => 3), 4];
}

/** A number as a field shows it for editing, with plain spaces. */
export function typedPhone(e164: string, country: string): string {
  return phone(e164, country).replaceAll(NO_BREAK_SPACE, " ");
}

function grouped(digits: string, sizes: number[]): string[] {
  const groups: string[] = [];
  let rest = digits;
  for (const size of sizes) {
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...groups, rest].filter((group) => group !== "");
}
