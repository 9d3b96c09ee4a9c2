const forgets = new Set<() => void>();

/** Has this done when another person is signed in, or nobody: what is kept in the window was not theirs. */
export function forgetWithThePerson(forget: () => void): void {
  forgets.add(forget);
}

/** The person is gone, and with them what was kept for them. */
export function forgetThePerson(): void {
  for (const forget of forgets) forget();
}
