/** Whether two values of JSON say the same; the order of keys says nothing and changes on the way through the core. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const ofA = Object.entries(a);
  const ofB = new Map(Object.entries(b));
  return ofA.length === ofB.size && ofA.every(([key, value]) => ofB.has(key) && same(value, ofB.get(key)));
}
